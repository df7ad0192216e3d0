/** A list that comes in pieces, and what a piece that was fetched again changes in it. */

import type { ListedDocument } from "../../api/types";

/** A piece of the list as it was fetched; `cursor` is where it begins, null for the first. */
export interface Piece {
  readonly cursor: string | null;
  readonly items: readonly ListedDocument[];
}

/** All items in their order, each once: after a change two pieces may overlap. */
export function itemsOf(pieces: readonly Piece[]): readonly ListedDocument[] {
  const seen = new Set<string>();
  return pieces.flatMap((piece) => piece.items).filter(({ id }) => !seen.has(id) && seen.add(id));
}

/**
 * A piece after the list was fetched again from its cursor on.
 *
 * What is missing from the new items was removed, unless it stands behind the last of them that is known: so far the
 * new items did not reach. `isWhole` says that the list ends with them. Null when nothing of the old piece is among
 * the new ones, so that something between may be missing: then the list is to be loaded anew.
 */
export function refreshed(piece: Piece, items: readonly ListedDocument[], isWhole: boolean): Piece | null {
  if (isWhole) return { ...piece, items };
  const fetched = new Set(items.map(({ id }) => id));
  const lastKnown = piece.items.findLastIndex(({ id }) => fetched.has(id));
  if (lastKnown < 0 && piece.items.length) return null;
  return { ...piece, items: [...items, ...piece.items.slice(lastKnown + 1)] };
}

/** What became final between two states of a list, for those who wait for it. */
export function finished(
  before: readonly ListedDocument[],
  after: readonly ListedDocument[],
  isFinal: (one: ListedDocument) => boolean,
): readonly ListedDocument[] {
  const unfinished = new Set(before.filter((one) => !isFinal(one)).map(({ id }) => id));
  return after.filter((one) => unfinished.has(one.id) && isFinal(one));
}
