/** Why there is no answer. */

import { ApiError } from "../api/client";
import type { ModelType } from "../api/types";

export type Problem =
  /** The answer ended without its end. */
  | { readonly kind: "interrupted" }
  | { readonly kind: "unreachable" }
  /** No question of this kind is left in the packages. */
  | { readonly kind: "usedUp"; readonly pack: "question" | "gpt4_question" | "gpt4o_question" }
  /** What the service says about it. */
  | { readonly kind: "refused"; readonly message: string };

/** What a call that failed means. `begun`: some of the answer had come. */
export function problemOf(error: unknown, model: ModelType, begun: boolean): Problem {
  if (!(error instanceof ApiError)) return { kind: begun ? "interrupted" : "unreachable" };
  if (error.status === 0) return { kind: "unreachable" };
  // Limits on requests are answered by the same status.
  if (error.status === 429 && /packages/i.test(error.message)) return { kind: "usedUp", pack: packOf(model) };
  return { kind: "refused", message: error.message };
}

function packOf(model: ModelType): "question" | "gpt4_question" | "gpt4o_question" {
  return model === "gpt-4" ? "gpt4_question" : model === "gpt-4o" ? "gpt4o_question" : "question";
}
