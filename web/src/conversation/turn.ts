/** One question and its answer, as the conversation holds it. */

import type { ListedQuestion, Selection, SourceItem } from "../api/types";
import { extrasOf, type Extras } from "./extras";
import type { Options } from "./options";
import type { Problem } from "./problem";

/** A selection in one of the documents that are asked. */
export interface AskedSelection {
  readonly uploadId: string;
  readonly selection: Selection;
}

/** All that a question is asked with. */
export interface Asking {
  readonly question: string;
  readonly selection: AskedSelection | null;
  readonly options: Options;
}

export interface Turn {
  /** Its own among all turns, and the same from asking to reading it again. */
  readonly key: string;
  /** Null until the first piece of the answer has come. */
  readonly id: number | null;
  readonly asking: Asking;
  /** Whether it was asked about a selection that is no longer known. */
  readonly lacksSelection: boolean;
  /** Markdown, with markers of sources. */
  readonly answer: string;
  /** Null until the answer has ended. */
  readonly sources: readonly SourceItem[] | null;
  /** `elsewhere`: being answered to another window. */
  readonly state: "waiting" | "streaming" | "done" | "stopped" | "failed" | "elsewhere";
  /** Why it failed, where that is known. */
  readonly problem: Problem | null;
  /** Unix seconds. */
  readonly askedAt: number;
  readonly extras: Extras;
}

const NOTHING: Extras = { unsupported: [], formula: null };

export function newTurn(key: string, asking: Asking, askedAt: number): Turn {
  return {
    key,
    id: null,
    asking,
    lacksSelection: false,
    answer: "",
    sources: null,
    state: "waiting",
    problem: null,
    askedAt,
    extras: NOTHING,
  };
}

export function storedTurn(stored: ListedQuestion): Turn {
  const { id, question, answer, created_at, detailed_citation, search_entire_doc, model_type, type } = stored;
  return {
    key: `stored-${id}`,
    id,
    asking: {
      question,
      selection: null,
      options: { detailed: detailed_citation, withinDocuments: search_entire_doc, language: "", model: model_type },
    },
    lacksSelection: type === "select",
    answer,
    sources: sourcesOf(stored.source_info),
    state: stored.state === "answering" ? "elsewhere" : stored.state,
    problem: null,
    askedAt: created_at,
    extras: extrasOf(stored),
  };
}

/** The sources among what was sent as such. */
export function sourcesOf(given: readonly object[] | null | undefined): SourceItem[] {
  return (given ?? []).filter((one): one is SourceItem => "upload_id" in one && typeof one.upload_id === "string");
}

export function isEnded(turn: Turn): boolean {
  return turn.state === "done" || turn.state === "stopped" || turn.state === "failed";
}

/** Whether it was read from what the service keeps, in place of being asked here. */
export function isStored(turn: Turn): boolean {
  return turn.key.startsWith("stored-");
}

/** Turns without failed ones that were asked again right after. */
export function withoutRepeated(turns: readonly Turn[]): Turn[] {
  return turns.filter((turn, place) => turn.state !== "failed" || turns[place + 1]?.asking.question !== turn.asking.question);
}

/** Whether two lists name the same documents. */
export function sameIds(one: readonly string[], other: readonly string[]): boolean {
  const ids = new Set(one);
  return ids.size === new Set(other).size && other.every((id) => ids.has(id));
}
