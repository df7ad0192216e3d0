/** The conversation about some documents: its turns, asking, stopping, and reading earlier ones. */

import { computed, signal, type Signal } from "@preact/signals";

import type { Client } from "../api/client";
import type { AnswerEvent, ListedQuestion, Question } from "../api/types";
import { kept } from "../state/preferences";
import { client, noteRefusal } from "../state/session";
import { extrasOf } from "./extras";
import { Frames } from "./frames";
import { problemOf } from "./problem";
import { requestOf } from "./request";
import { isEnded, newTurn, sameIds, sourcesOf, storedTurn, withoutRepeated, type Asking, type Turn } from "./turn";

const PAGE = 20;
/** Pages read at once in search of questions to exactly these documents. */
const MOST_PAGES = 5;
/** Waits for the sources of an answer that was stopped, in milliseconds: the service notices it at the next piece. */
const STOPPED_WAITS = [150, 400, 1000, 2500];
const ELSEWHERE_MILLISECONDS = 2000;
/** Conversations whose beginning is remembered. */
const MOST_STARTS = 200;

interface QuestionPage {
  readonly items: readonly ListedQuestion[];
  readonly next_cursor: string | null;
}

/** By what is asked, the last question before the present conversation began. */
const starts = kept<Readonly<Record<string, number>>>("conversations", {});

export class Thread {
  /** Oldest first. Each turn changes by itself, so that a growing answer draws nothing else anew. */
  readonly turns = signal<readonly Signal<Turn>[]>([]);
  /** Whether earlier turns were read; `more` than those there are. */
  readonly past = signal<"reading" | "more" | "whole" | "failed">("more");
  readonly isAnswering = computed(() =>
    this.turns.value.some(({ value }) => value.state === "waiting" || value.state === "streaming"),
  );
  /** The id of the last question that the present conversation does not know; 0 when it knows all. */
  readonly start = computed(() => starts.value[this.name] ?? 0);
  /** Turns that the next question may refer to. */
  readonly present = computed(() => this.turns.value.filter(({ value }) => this.isPresent(value)));
  private readonly name: string;
  private cursor: string | null = null;
  private running: AbortController | null = null;
  private asked = 0;

  constructor(
    private readonly service: Client,
    readonly ids: readonly string[],
  ) {
    this.name = ids.toSorted().join();
  }

  isPresent(turn: Turn): boolean {
    return turn.id === null || turn.id > this.start.value;
  }

  /** Reads the turns before those that are there. */
  async readEarlier(): Promise<void> {
    if (this.past.value === "reading" || this.past.value === "whole") return;
    this.past.value = "reading";
    try {
      const found: ListedQuestion[] = [];
      let page: QuestionPage;
      let pages = 0;
      do {
        page = await this.page(this.cursor);
        found.push(...page.items.filter((one) => sameIds(one.upload_ids, this.ids)));
        this.cursor = page.next_cursor;
        pages += 1;
      } while (page.next_cursor !== null && !found.length && pages < MOST_PAGES);
      this.prepend(found.reverse().map(storedTurn));
      this.past.value = page.next_cursor === null ? "whole" : "more";
    } catch (error) {
      noteRefusal(error);
      this.past.value = "failed";
    }
  }

  /** Asks, and follows the answer to its end. */
  async ask(asking: Asking): Promise<void> {
    if (this.isAnswering.value) return;
    this.asked += 1;
    const earlier = this.present.value.map(({ value }) => value);
    const turn = signal(newTurn(`asked-${this.asked}`, asking, Math.floor(Date.now() / 1000)));
    this.turns.value = [...this.turns.value, turn];
    const running = new AbortController();
    this.running = running;
    await this.follow(turn, earlier, running.signal);
    if (this.running === running) this.running = null;
  }

  /** Asks once more, in place of a question that failed. */
  async askAgain(turn: Turn, asking: Asking): Promise<void> {
    if (turn.state === "failed") this.turns.value = this.turns.value.filter(({ value }) => value.key !== turn.key);
    await this.ask(asking);
  }

  /** Ends the answer that is being written; what there is of it stays. */
  stop(): void {
    this.running?.abort();
  }

  /** Begins a conversation that knows nothing of what was said before. */
  begin(): void {
    const last = Math.max(0, ...this.turns.value.map(({ value }) => value.id ?? 0));
    const others = Object.entries(starts.value).filter(([name]) => name !== this.name);
    const all: [string, number][] = [...others, [this.name, last]];
    starts.value = Object.fromEntries(all.slice(-MOST_STARTS));
  }

  private async follow(turn: Signal<Turn>, earlier: readonly Turn[], abort: AbortSignal): Promise<void> {
    const { path, body } = requestOf(turn.value.asking, this.ids, earlier);
    const frames = new Frames();
    let { answer, id } = turn.value;
    let sources: Turn["sources"] = null;
    let { extras } = turn.value;
    try {
      for await (const event of this.service.events<AnswerEvent>(path, { method: "POST", body, signal: abort })) {
        answer += event.answer;
        ({ id } = event);
        if (event.source_info) [sources, extras] = [sourcesOf(event.source_info), extrasOf(event)];
        frames.next(() => (turn.value = { ...turn.value, answer, id, state: answer ? "streaming" : "waiting" }));
      }
      frames.end();
      if (sources) turn.value = { ...turn.value, answer, id, sources, extras, state: "done" };
      else turn.value = { ...turn.value, answer, id, state: "failed", problem: { kind: "interrupted" } };
    } catch (error) {
      frames.end();
      noteRefusal(error);
      if (abort.aborted) turn.value = { ...turn.value, answer, id, state: "stopped" };
      else {
        const problem = problemOf(error, turn.value.asking.options.model, id !== null);
        turn.value = { ...turn.value, answer, id, state: "failed", problem };
      }
    }
    await this.complete(turn);
  }

  /** Reads what the service kept beside the text: after the end, and of what was stopped. */
  private async complete(turn: Signal<Turn>): Promise<void> {
    const { id, state, answer } = turn.value;
    if (id === null || state === "failed") return;
    const waits = state === "stopped" ? STOPPED_WAITS : [0];
    for (const wait of waits) {
      await after(wait);
      const stored = await this.service.json<Question>(`/questions/${id}`).catch(() => null);
      if (!stored) continue;
      const sources = turn.value.sources ?? sourcesOf(stored.source_info);
      const isLate = state === "stopped" && !sources.length && answer.includes("data-index");
      turn.value = { ...turn.value, extras: extrasOf(stored), askedAt: stored.created_at, sources: isLate ? null : sources };
      if (!isLate) return;
    }
    turn.value = { ...turn.value, sources: turn.value.sources ?? [] };
  }

  private page(cursor: string | null): Promise<QuestionPage> {
    return this.service.json<QuestionPage>("/questions", { query: { upload_id: this.ids[0], limit: PAGE, cursor } });
  }

  private prepend(read: readonly Turn[]): void {
    const known = new Set(this.turns.value.map(({ value }) => value.id));
    const earlier = read.filter(({ id }) => !known.has(id)).map((one) => signal(one));
    const all = [...earlier, ...this.turns.value];
    const kept = new Set(withoutRepeated(all.map(({ value }) => value)));
    this.turns.value = all.filter(({ value }) => kept.has(value));
    for (const turn of earlier) if (turn.value.state === "elsewhere") void this.awaitElsewhere(turn);
  }

  /** Follows an answer that another window reads, until it has ended. */
  private async awaitElsewhere(turn: Signal<Turn>): Promise<void> {
    while (!isEnded(turn.value)) {
      await after(ELSEWHERE_MILLISECONDS);
      if (client.peek() !== this.service) return;
      const page = await this.page(null).catch(() => null);
      const stored = page?.items.find(({ id }) => id === turn.value.id);
      if (stored) turn.value = storedTurn(stored);
      else if (page) return;
    }
  }
}

const threads = new WeakMap<Client, Map<string, Thread>>();

/** The conversation about some documents; the same one as long as somebody is signed in, whatever is looked at between. */
export function threadOf(service: Client, ids: readonly string[]): Thread {
  const own = threads.get(service) ?? new Map<string, Thread>();
  threads.set(service, own);
  const name = ids.join();
  const thread = own.get(name) ?? new Thread(service, ids);
  own.set(name, thread);
  return thread;
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
