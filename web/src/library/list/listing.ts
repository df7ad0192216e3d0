/** A list of documents as the service has it: fetched piece by piece as it is needed, and followed while it changes. */

import { batch, computed, signal, untracked, type ReadonlySignal } from "@preact/signals";

import { ApiError, type Client } from "../../api/client";
import type { ListedDocument } from "../../api/types";
import { wordsFor } from "../../ui/errors";
import { isFinal } from "../progress/statuses";
import { sampled, timeLeft, type Sample } from "../progress/time-left";
import { finished, itemsOf, refreshed, type Piece } from "./pages";

export interface Wanted {
  /** Part of the name; "" for all. */
  readonly name: string;
  readonly type: "all" | "single_doc" | "collection";
  /** The collection whose documents are wanted, null for what stands in no collection. */
  readonly collectionId: string | null;
}

interface Reply {
  readonly items: readonly ListedDocument[];
  readonly next_cursor?: string | null;
}

const PIECE = 50;
const MOST = 100;
const SOON_MILLISECONDS = 150;
const POLL_MILLISECONDS = 1000;
const HIDDEN_POLL_MILLISECONDS = 10_000;
const MOST_PAUSE_MILLISECONDS = 30_000;

export class Listing {
  private readonly pieces = signal<readonly Piece[]>([]);
  private readonly samples = new Map<string, readonly Sample[]>();
  private next: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private abort = new AbortController();
  private failures = 0;
  private turn = 0;
  private isSoon = false;
  private wanted: Wanted = { name: "", type: "all", collectionId: null };

  readonly items: ReadonlySignal<readonly ListedDocument[]> = computed(() => itemsOf(this.pieces.value));
  /** `failed` with nothing loaded, `lost` when what is shown can't be brought up to date for now. */
  readonly state = signal<"loading" | "ready" | "failed" | "lost">("loading");
  readonly error = signal("");
  readonly hasMore = signal(false);
  readonly isLoadingMore = signal(false);
  /** What has just become final, for telling of it. */
  readonly news = signal<readonly ListedDocument[]>([]);

  constructor(
    private readonly client: Client,
    /** Hears of every error, such as a key that opens nothing any more. */
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Keeps up with the connection and with who watches, until the returned function is called: then all ends. */
  follow(): () => void {
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    return () => {
      removeEventListener("online", this.wake);
      document.removeEventListener("visibilitychange", this.wake);
      clearTimeout(this.timer);
      this.abort.abort();
    };
  }

  /** Shows some documents; what was shown before stays until they are there. */
  want(wanted: Wanted): void {
    this.wanted = wanted;
    void this.load();
  }

  /** Loads the list from its beginning. */
  async load(): Promise<void> {
    const signal = this.renewed();
    if (!untracked(() => this.pieces.value.length)) this.state.value = "loading";
    try {
      const reply = await this.fetch(null, PIECE, signal);
      this.take([{ cursor: null, items: reply.items }], reply.next_cursor ?? null);
    } catch (error) {
      this.fail(error, signal);
    }
    this.plan(signal);
  }

  /** Loads the next piece, if there is one and none is on its way. */
  async more(): Promise<void> {
    const cursor = this.next;
    if (cursor === null || this.isLoadingMore.peek()) return;
    const { signal } = this.abort;
    this.isLoadingMore.value = true;
    try {
      const reply = await this.fetch(cursor, PIECE, signal);
      this.take([...this.pieces.value, { cursor, items: reply.items }], reply.next_cursor ?? null);
    } catch (error) {
      this.fail(error, signal);
    }
    this.isLoadingMore.value = false;
    this.plan(signal);
  }

  /** Fetches the newest anew, at once: something was added, changed or removed. */
  async refresh(piece = 0): Promise<void> {
    const { signal } = this.abort;
    clearTimeout(this.timer);
    const old = this.pieces.value[piece];
    if (!old) return this.load();
    try {
      const reply = await this.fetch(old.cursor, MOST, signal);
      const whole = reply.next_cursor == null;
      const fresh = refreshed(old, reply.items, whole);
      if (!fresh) { await this.load(); return; }
      const pieces = this.pieces.value.map((one, place) => (place === piece ? fresh : one));
      // What ends the list ends it here, whatever was loaded behind it.
      if (whole) this.take(pieces.slice(0, piece + 1), null);
      else this.take(pieces, this.next);
    } catch (error) {
      this.fail(error, signal);
    }
    this.plan(signal);
  }

  /** Fetches the newest anew in a moment; many calls within it come to one request. */
  soon(): void {
    if (this.isSoon) return;
    this.isSoon = true;
    setTimeout(() => this.now(), SOON_MILLISECONDS);
  }

  private now(): void {
    this.isSoon = false;
    if (!this.abort.signal.aborted) void this.refresh();
  }

  /** Puts a changed document in its place at once. */
  put(changed: ListedDocument): void {
    this.rewrite((items) => items.map((one) => (one.id === changed.id ? { ...one, ...changed } : one)));
  }

  /** Takes removed documents out at once. */
  drop(ids: ReadonlySet<string>): void {
    this.rewrite((items) => items.filter((one) => !ids.has(one.id)));
  }

  /** Seconds until a document's pages are read, null while it can't be told. */
  timeLeft(one: ListedDocument): number | null {
    if (one.status !== 50 || !one.page_count) return null;
    return timeLeft(this.samples.get(one.id) ?? [], one.page_count, performance.now());
  }

  /** `more`, for those who don't wait for it. */
  readonly loadMore = (): void => void this.more();

  private readonly wake = () => {
    if (document.visibilityState === "visible") void this.refresh();
    else this.plan(this.abort.signal);
  };

  private rewrite(change: (items: readonly ListedDocument[]) => readonly ListedDocument[]): void {
    this.pieces.value = this.pieces.value.map((piece) => ({ ...piece, items: change(piece.items) }));
  }

  /** A signal for what begins now; what was under way is given up. */
  private renewed(): AbortSignal {
    this.abort.abort();
    this.abort = new AbortController();
    this.isLoadingMore.value = false;
    clearTimeout(this.timer);
    return this.abort.signal;
  }

  private fetch(cursor: string | null, limit: number, signal: AbortSignal): Promise<Reply> {
    const { name, type, collectionId } = this.wanted;
    const query = { cursor, limit, name: name || null, type: type === "all" ? null : type, collection_id: collectionId };
    return this.client.json<Reply>("/documents", { query, signal });
  }

  private take(pieces: readonly Piece[], next: string | null): void {
    const before = this.items.peek();
    batch(() => {
      this.pieces.value = pieces;
      this.next = next;
      this.hasMore.value = next !== null;
      this.state.value = "ready";
      this.failures = 0;
      const news = finished(before, this.items.value, isFinal);
      if (news.length) this.news.value = news;
    });
    this.watch();
  }

  private watch(): void {
    const now = performance.now();
    for (const one of this.items.peek()) {
      if (isFinal(one)) this.samples.delete(one.id);
      else if (one.status === 50) this.samples.set(one.id, sampled(this.samples.get(one.id) ?? [], { at: now, done: one.pages_done }));
    }
  }

  private fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.failures += 1;
    this.onError(error);
    this.error.value = wordsFor(error);
    const isLost = error instanceof ApiError && (error.status === 0 || error.status >= 500);
    if (!this.pieces.peek().length) this.state.value = "failed";
    else if (isLost) this.state.value = "lost";
  }

  /** Plans the next look: soon while something is worked on, later when nobody watches, not at all when all is final. */
  private plan(signal: AbortSignal): void {
    if (signal.aborted) return;
    clearTimeout(this.timer);
    const unfinished = this.unfinishedPieces();
    if (!unfinished.length && !this.failures) return;
    const pause = document.visibilityState === "visible" ? POLL_MILLISECONDS : HIDDEN_POLL_MILLISECONDS;
    const delay = Math.min(pause * 2 ** this.failures, Math.max(pause, MOST_PAUSE_MILLISECONDS));
    this.turn += 1;
    const piece = unfinished[this.turn % Math.max(1, unfinished.length)] ?? 0;
    this.timer = setTimeout(() => void this.refresh(piece), delay);
  }

  private unfinishedPieces(): number[] {
    return this.pieces.peek().flatMap((piece, place) => (piece.items.every(isFinal) ? [] : [place]));
  }
}
