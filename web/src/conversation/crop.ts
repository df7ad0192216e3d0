/** Which part of a page a preview shows. */

import type { Box } from "../api/types";

/** Points shown around what is marked; below and to the right pages rarely end nearer. */
const AROUND = 14;
const LEAST_WIDTH = 260;
const LEAST_HEIGHT = 56;
const MOST_HEIGHT = 230;

/** The crop around some boxes: as wide as they are, and wide enough to be read; of tall ones the beginning. */
export function cropAround(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box[0]));
  const top = Math.min(...boxes.map((box) => box[1]));
  const right = Math.max(...boxes.map((box) => box[2]));
  const bottom = Math.max(...boxes.map((box) => box[3]));
  const sides = Math.max(AROUND, (LEAST_WIDTH - (right - left)) / 2);
  const ends = Math.max(AROUND, (LEAST_HEIGHT - (bottom - top)) / 2);
  // What is missing at the left edge of the page is shown at the right.
  const from = Math.max(0, left - sides);
  const begin = Math.max(0, top - ends);
  const until = Math.max(right + AROUND, Math.min(right + sides, from + Math.max(LEAST_WIDTH, right - left + 2 * sides)));
  return [from, begin, Math.max(until, from + LEAST_WIDTH), Math.min(bottom + ends, begin + MOST_HEIGHT)];
}

/**
 * The crop that was really drawn, told by the proportions of the picture: what lies beyond the page's right or lower
 * edge is not drawn.
 */
export function drawnCrop([left, top, right, bottom]: Box, picture: { readonly width: number; readonly height: number }): Box {
  const wanted = (right - left) / (bottom - top);
  const got = picture.width / picture.height;
  if (got < wanted) return [left, top, left + got * (bottom - top), bottom];
  return [left, top, right, top + (right - left) / got];
}
