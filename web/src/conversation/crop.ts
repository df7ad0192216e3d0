/** Which part of a page a preview shows. */

import type { Box } from "../api/types";

/** Points shown around what is marked; below and to the right pages rarely end nearer. */
const AROUND = 14;
const LEAST_WIDTH = 380;
/** Wider crops can no longer be read, unless what is marked is as wide. */
const READABLE_WIDTH = 480;
/** Where lines and rows of most pages begin: what a figure in a table is called stands there. */
const LINES_BEGIN = 50;
const LEAST_HEIGHT = 60;
const MOST_HEIGHT = 230;
/** The crop around some boxes: as wide as they are, and wide enough to be read; of tall ones the beginning. */
export function cropAround(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box[0]));
  const top = Math.min(...boxes.map((box) => box[1]));
  const right = Math.max(...boxes.map((box) => box[2]));
  const bottom = Math.max(...boxes.map((box) => box[3]));
  const begins = Math.max(LINES_BEGIN, right + AROUND - READABLE_WIDTH);
  const from = Math.max(0, Math.min(begins, left - AROUND));
  const width = Math.max(LEAST_WIDTH, right - from + AROUND);
  const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, bottom - top + 2 * AROUND));
  const begin = Math.max(0, top - Math.max(AROUND, (height - (bottom - top)) / 2));
  return [from, begin, from + width, begin + height];
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
