/** Failures in words for a person. */

import { ApiError } from "../api/client";
import { t } from "./texts";

/** What went wrong: the service's own words, or that it did not answer. */
export function wordsFor(error: unknown): string {
  if (error instanceof ApiError && error.status === 0) return t("unreachable");
  return error instanceof Error ? error.message : String(error);
}
