/** What is sent with a question. */

import type { QuestionRequest } from "../api/types";
import { withoutMarkers } from "./markdown/marker";
import type { Asking, AskedSelection, Turn } from "./turn";

/** The longest question, in characters. */
export const LONGEST_QUESTION = 3000;
/** Tokens of earlier turns that are sent along; and with the question and what it is about, the most there may be. */
const HISTORY_TOKENS = 6000;
const MOST_TOKENS = 7500;
/** The service takes no side of a rectangle that is 0. */
const LEAST_SIDE = 0.01;

export interface Message {
  readonly role: "user" | "assistant";
  readonly content: string;
}

interface Request {
  readonly path: string;
  readonly body: Omit<QuestionRequest, "upload_id" | "selected_meta"> & Readonly<Record<string, unknown>>;
}

/** How many tokens a text has, near enough: the service reckons the same way. */
export function approximateTokens(text: string): number {
  if (!text) return 0;
  const whole = (text.match(/[^\0-\x7f]|[0-9]/gu) ?? []).length;
  return Math.floor(whole + 0.3 * (lengthOf(text) - whole)) + 1;
}

/** Characters as the service counts them. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** The call that asks. */
export function requestOf(asking: Asking, ids: readonly string[], earlier: readonly Turn[]): Request {
  const { question, selection, options } = asking;
  const [only = ""] = ids;
  const material = selection?.selection.material ?? "";
  const left = MOST_TOKENS - approximateTokens(question) - approximateTokens(material);
  return {
    path: ids.length > 1 ? "/questions/multi-documents" : "/questions",
    body: {
      ...(ids.length > 1 ? { upload_ids: ids } : { upload_id: only }),
      question,
      stream: true,
      history: historyOf(earlier, Math.min(HISTORY_TOKENS, left)),
      search_entire_doc: options.withinDocuments,
      detailed_citation: options.detailed && options.withinDocuments,
      language: options.language || null,
      model_type: options.model,
      selected_meta: selection && selectedMeta(selection),
    },
  };
}

/** The latest turns that fit, oldest first; what failed said nothing. */
export function historyOf(turns: readonly Turn[], most: number): Message[] {
  const messages: Message[] = [];
  let tokens = 0;
  for (const turn of turns.toReversed()) {
    const answer = withoutMarkers(turn.answer).trim();
    if (turn.state === "failed" || !answer) continue;
    tokens += approximateTokens(turn.asking.question) + approximateTokens(answer);
    if (tokens > most) break;
    messages.unshift({ role: "user", content: turn.asking.question }, { role: "assistant", content: answer });
  }
  return messages;
}

function selectedMeta({ uploadId, selection }: AskedSelection): Record<string, unknown> {
  if (!("rects" in selection)) return { ...selection, upload_id: uploadId };
  const rects = selection.rects.map(({ pageNumber, outline }) => ({
    pageNumber,
    outline: outline.map((side) => Math.max(side, LEAST_SIDE)),
  }));
  return { material: selection.material, rects, upload_id: uploadId };
}
