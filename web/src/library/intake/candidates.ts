/** The files of the intake dialog, and how long each is: found out one after the other, in the browser. */

import { computed, signal, type ReadonlySignal } from "@preact/signals";

import type { ServiceInfo } from "../../api/types";
import { formatOf, measured, refusalOf, type Candidate, type Measure, type Refusal } from "./plan";
import type { FoundFile } from "./walking";

export interface RefusedCandidate {
  readonly candidate: Candidate;
  readonly refusal: Refusal;
}

export class Candidates {
  private readonly all = signal<readonly Candidate[]>([]);
  private last = 0;
  private isMeasuring = false;
  private isOver = false;

  readonly taken: ReadonlySignal<readonly Candidate[]> = computed(() =>
    this.all.value.filter((one) => refusalOf(one, this.service) === null),
  );
  readonly refused: ReadonlySignal<readonly RefusedCandidate[]> = computed(() =>
    this.all.value.flatMap((candidate) => {
      const refusal = refusalOf(candidate, this.service);
      return refusal ? [{ candidate, refusal }] : [];
    }),
  );

  constructor(
    private readonly service: ServiceInfo,
    private readonly countPages: (file: File) => Promise<number>,
  ) {}

  /** Adds files; one that is there already, by its path and size, is not added again. */
  add(files: readonly FoundFile[]): void {
    const known = new Set(this.all.value.map(({ path, file }) => `${path}|${file.size}`));
    const fresh = files.filter(({ path, file }) => !known.has(`${path}|${file.size}`));
    const added = fresh.map(({ file, path }): Candidate => {
      this.last += 1;
      return { id: this.last, file, path, measure: { kind: "counting" } };
    });
    this.all.value = [...this.all.value, ...added];
    void this.measureAll();
  }

  remove(id: number): void {
    this.all.value = this.all.value.filter((one) => one.id !== id);
  }

  /** Stops counting. */
  stop(): void {
    this.isOver = true;
  }

  private async measureAll(): Promise<void> {
    if (this.isMeasuring) return;
    this.isMeasuring = true;
    for (let next = this.unmeasured(); next && !this.isOver; next = this.unmeasured()) {
      const { id } = next;
      const measure = await this.measure(next);
      this.all.value = this.all.value.map((one) => (one.id === id ? { ...one, measure } : one));
    }
    this.isMeasuring = false;
  }

  private unmeasured(): Candidate | undefined {
    return this.all.value.find(({ measure }) => measure.kind === "counting");
  }

  private async measure(candidate: Candidate): Promise<Measure> {
    const { file, path } = candidate;
    const format = formatOf(path, this.service);
    if (!format || refusalOf(candidate, this.service)) return { kind: "later" };
    try {
      return (await measured(file, format)) ?? { kind: "pages", pages: await this.countPages(file) };
    } catch (error) {
      return { kind: "unopened", why: error instanceof Error ? error.message : String(error) };
    }
  }
}
