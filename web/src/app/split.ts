/** The line between document and conversation: where it stands, and where keys and the pointer move it. */

import { kept } from "../state/preferences";

export const NARROWEST = 28;
export const WIDEST = 75;
const USUAL = 56;
const STEP = 2;

/** The document's share of the width, in per cent. */
export const split = kept<number>("split", USUAL);

export function bounded(share: number): number {
  return Number.isFinite(share) ? Math.min(WIDEST, Math.max(NARROWEST, Math.round(share * 10) / 10)) : USUAL;
}

/** The share after a key, null for a key that does nothing; with right-to-left text the document is on the right. */
export function shareAfter(key: string, share: number, rightToLeft: boolean): number | null {
  const grow = rightToLeft ? "ArrowLeft" : "ArrowRight";
  const shrink = rightToLeft ? "ArrowRight" : "ArrowLeft";
  switch (key) {
    case grow:
      return bounded(share + STEP);
    case shrink:
      return bounded(share - STEP);
    case "Home":
      return NARROWEST;
    case "End":
      return WIDEST;
    case "Enter":
      return USUAL;
    default:
      return null;
  }
}

/** The share that a pointer at `x` (client coordinates) asks for. */
export function shareAt(x: number, whole: { readonly left: number; readonly width: number }, rightToLeft: boolean): number {
  const part = ((x - whole.left) / whole.width) * 100;
  return bounded(rightToLeft ? 100 - part : part);
}

export function moveSplit(share: number): void {
  split.value = bounded(share);
}
