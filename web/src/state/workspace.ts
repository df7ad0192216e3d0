/** What reader and conversation share: the proof that is to be shown, and what is selected. */

import { signal } from "@preact/signals";

import type { Place } from "../api/places";
import type { Selection } from "../api/types";

/** Proof of one sentence, or of a whole answer. */
export interface Proof {
  readonly places: readonly Place[];
  /** Rises at each click, so that clicking the same proof again scrolls to it again. */
  readonly turn: number;
}

/** The proof that the reader marks and scrolls to. */
export const shownProof = signal<Proof | null>(null);

/** What is selected in the reader, and may be asked about. */
export const selected = signal<{ readonly uploadId: string; readonly selection: Selection } | null>(null);

/** The selection that the next question is about; stays when the reader's own selection goes. */
export const askedSelection = signal<{ readonly uploadId: string; readonly selection: Selection } | null>(null);

/** The document in the reader, one of those that are asked; null for the first of them. */
export const openedDocument = signal<string | null>(null);

let turn = 0;

/** Shows proof in the reader, opening the document of its first place. */
export function showProof(places: readonly Place[]): void {
  turn += 1;
  const [first] = places;
  if (first) openedDocument.value = first.uploadId;
  shownProof.value = { places, turn };
}

/** Forgets all of it, when another person may sign in. */
export function clearWorkspace(): void {
  shownProof.value = null;
  selected.value = null;
  askedSelection.value = null;
  openedDocument.value = null;
}
