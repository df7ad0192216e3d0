/** Whether documents can be asked yet. */

import { isReady } from "../api/statuses";
import type { NamedDocument } from "./sources";

export interface AskedDocument extends NamedDocument {
  readonly status: number;
}

export interface Readiness {
  readonly canAsk: boolean;
  /** What to say about it; null when all is well. */
  readonly note: "notReadyOne" | "notReadyMany" | "unreadable" | "someNotReady" | null;
  /** Documents that are not asked with the others. */
  readonly count: number;
}

/**
 * Asked together, documents must all be ready, unless they are asked as a collection, which leaves out those that are
 * not. `named` says that they are named one by one.
 */
export function readinessOf(documents: readonly AskedDocument[], named: boolean): Readiness {
  const ready = documents.filter(isReady).length;
  const count = documents.length - ready;
  const isAll = count === 0;
  if (isAll) return { canAsk: documents.length > 0, note: null, count };
  if (documents.length === 1) {
    const hasFailed = documents.some(({ status }) => status < 0);
    return { canAsk: false, note: hasFailed ? "unreadable" : "notReadyOne", count };
  }
  if (ready === 0) return { canAsk: false, note: "notReadyMany", count };
  return { canAsk: !named, note: "someNotReady", count };
}
