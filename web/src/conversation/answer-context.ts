/** What the parts of one answer share. */

import { createContext } from "preact";

import type { Source } from "./sources";

export interface AnswerContext {
  /** By index in `source_info`; null while the answer is being written. */
  readonly sources: readonly (Source | null)[] | null;
}

export const Answered = createContext<AnswerContext>({ sources: null });
