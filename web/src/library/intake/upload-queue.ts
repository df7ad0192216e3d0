/** Files and addresses on their way to the service: few at a time, cancelled or tried again, and never lost silently. */

import { computed, signal, type ReadonlySignal } from "@preact/signals";

import type { DocumentShort, OcrType, PackageType } from "../../api/types";

/** What is to be sent. */
export type Parcel =
  | { readonly kind: "file"; readonly name: string; readonly file: File; readonly packageType: PackageType; readonly ocr: OcrType; readonly collectionId: string | null }
  | { readonly kind: "website"; readonly name: string; readonly url: string; readonly collectionId: string | null };

export interface Job {
  readonly id: number;
  readonly parcel: Parcel;
  readonly state: "waiting" | "sending" | "done" | "failed" | "cancelled";
  /** Bytes sent and in all. */
  readonly sent: number;
  readonly size: number;
  /** Why it failed, in words. */
  readonly error: string;
}

/** Sends one; `tell` hears of the bytes that went. Rejects with what went wrong. */
export type Send = (parcel: Parcel, tell: (sent: number) => void, abort: AbortSignal) => Promise<DocumentShort>;

const AT_ONCE = 3;

export class UploadQueue {
  private readonly all = signal<readonly Job[]>([]);
  private readonly aborts = new Map<number, AbortController>();
  private last = 0;

  readonly jobs: ReadonlySignal<readonly Job[]> = this.all;
  /** Rises whenever the service took something in. */
  readonly accepted = signal(0);
  readonly isBusy = computed(() => this.all.value.some((job) => job.state === "waiting" || job.state === "sending"));
  /** Bytes of all that is not cancelled, and of these, those that went. */
  readonly bytes = computed(() => {
    const counted = this.all.value.filter((job) => job.state !== "cancelled");
    return { sent: total(counted.map((job) => job.sent)), size: total(counted.map((job) => job.size)) };
  });

  constructor(
    private readonly send: Send,
    private readonly wordsOf: (error: unknown) => string,
  ) {}

  add(parcels: readonly Parcel[]): void {
    // What is done makes room for the new batch, so that its totals are about this batch.
    const kept = this.isBusy.value ? this.all.value : this.all.value.filter((job) => job.state === "failed");
    const added = parcels.map((parcel): Job => {
      this.last += 1;
      const size = parcel.kind === "file" ? parcel.file.size : 0;
      return { id: this.last, parcel, state: "waiting", sent: 0, size, error: "" };
    });
    this.all.value = [...kept, ...added];
    this.pump();
  }

  cancel(id: number): void {
    this.change(id, { state: "cancelled", sent: 0 });
    this.aborts.get(id)?.abort();
  }

  cancelAll(): void {
    for (const { id, state } of this.all.value) if (state === "waiting" || state === "sending") this.cancel(id);
  }

  /** Ends all that is under way as failed, for a reason: it can be tried again. */
  failAll(reason: string): void {
    const open = this.all.value.filter(({ state }) => state === "waiting" || state === "sending");
    for (const { id } of open) {
      this.change(id, { state: "failed", error: reason, sent: 0 });
      this.aborts.get(id)?.abort();
    }
  }

  /** Tries again what failed: one, or all. */
  retry(id?: number): void {
    for (const job of this.all.value) {
      if (job.state === "failed" && (id === undefined || job.id === id)) this.change(job.id, { state: "waiting", error: "", sent: 0 });
    }
    this.pump();
  }

  /** Forgets what has ended. */
  clear(): void {
    this.all.value = this.all.value.filter(({ state }) => state === "waiting" || state === "sending");
  }

  private pump(): void {
    const sending = this.all.value.filter((job) => job.state === "sending").length;
    const next = this.all.value.filter((job) => job.state === "waiting").slice(0, Math.max(0, AT_ONCE - sending));
    for (const job of next) void this.run(job);
  }

  private async run({ id, parcel, size }: Job): Promise<void> {
    const abort = new AbortController();
    this.aborts.set(id, abort);
    this.change(id, { state: "sending" });
    try {
      await this.send(parcel, (sent) => this.change(id, { sent: Math.min(sent, size) }), abort.signal);
      this.change(id, { state: "done", sent: size });
      this.accepted.value += 1;
    } catch (error) {
      if (!abort.signal.aborted) this.change(id, { state: "failed", error: this.wordsOf(error), sent: 0 });
    }
    if (this.aborts.get(id) === abort) this.aborts.delete(id);
    this.pump();
  }

  /** A job that was cancelled or failed meanwhile hears of nothing more, until it is tried again. */
  private change(id: number, values: Partial<Job>): void {
    const open = (job: Job) => job.state === "waiting" || job.state === "sending" || values.state === "waiting";
    this.all.value = this.all.value.map((job) => (job.id === id && open(job) ? { ...job, ...values } : job));
  }
}

function total(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0);
}
