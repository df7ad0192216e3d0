/** Where a person is on the walk through a proof's places; outlives the reader, since the walk leads over documents. */

import { computed, signal } from "@preact/signals";

import { openedDocument, shownProof } from "../../state/workspace";
import { stepsOf } from "./proof";

const walked = signal({ turn: 0, step: 0 });

export const proofSteps = computed(() => stepsOf(shownProof.value?.places ?? []));

/** The present step, from 0. Each proof begins at its first place. */
export const proofStep = computed(() => (walked.value.turn === shownProof.value?.turn ? walked.value.step : 0));

/** Walks by so many steps, round and round, and opens the document that the place lies in. */
export function walkProof(by: number): void {
  const count = proofSteps.value.length;
  const turn = shownProof.value?.turn;
  if (!count || turn === undefined) return;
  const step = (proofStep.value + by + count) % count;
  walked.value = { turn, step };
  const place = proofSteps.value[step];
  if (place) openedDocument.value = place.uploadId;
}

/** Takes the proof's marks away. */
export function hideProof(): void {
  shownProof.value = null;
}
