/** Packages as a person reads them. */

import type { Packages } from "../api/types";
import type { t } from "./texts";

type TextName = Parameters<typeof t>[0];

interface Kind {
  readonly kind: keyof Packages;
  readonly name: TextName;
  readonly hint?: TextName;
}

/** In the order in which they are shown; `page` is left out, as it only adds up the tiers. */
const KINDS: readonly Kind[] = [
  { kind: "elite_page", name: "kindElitePage", hint: "kindElitePageHint" },
  { kind: "basic_page", name: "kindBasicPage", hint: "kindBasicPageHint" },
  { kind: "lite_page", name: "kindLitePage", hint: "kindLitePageHint" },
  { kind: "ocr_page", name: "kindOcrPage", hint: "kindOcrPageHint" },
  { kind: "documents_tokens", name: "kindDocumentsTokens", hint: "kindDocumentsTokensHint" },
  { kind: "question", name: "kindQuestion", hint: "kindQuestionHint" },
  { kind: "gpt4_question", name: "kindGpt4Question" },
  { kind: "gpt4o_question", name: "kindGpt4oQuestion" },
];

const NEAR_END = 0.9;

export interface QuotaLine extends Kind {
  readonly used: number;
  readonly max: number;
  readonly left: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly state: "fine" | "near-end" | "used-up";
}

/** One line for each kind that the user has. */
export function quotaLines(packages: Packages | null): QuotaLine[] {
  return KINDS.flatMap((kind) => {
    const held = packages?.[kind.kind];
    if (!held) return [];
    const { max_count: max, used_count: used } = held;
    const share = max > 0 ? Math.min(1, used / max) : 1;
    const state = used >= max ? "used-up" : share >= NEAR_END ? "near-end" : "fine";
    return [{ ...kind, used, max, left: Math.max(0, max - used), share, state }];
  });
}
