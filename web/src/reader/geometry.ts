/**
 * Rectangles between a page's points, its percentages, and the page as a reader has turned it.
 *
 * A box is left, top, right, bottom with the origin at the top left; a turn is in degrees, clockwise.
 */

import type { Box } from "../api/types";

export type Turn = 0 | 90 | 180 | 270;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Any number of degrees as the turn that it comes to. */
export function turnOf(degrees: number): Turn {
  const quarters = ((Math.round(degrees / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[quarters] ?? 0;
}

/** A page's size after a turn. */
export function turnedSize(size: Size, turn: Turn): Size {
  return turn % 180 === 0 ? size : { width: size.height, height: size.width };
}

/** Where a box of a page of this size stands once the page is turned. */
export function turnedBox([left, top, right, bottom]: Box, { width, height }: Size, turn: Turn): Box {
  switch (turn) {
    case 90:
      return [height - bottom, left, height - top, right];
    case 180:
      return [width - right, height - bottom, width - left, height - top];
    case 270:
      return [top, width - right, bottom, width - left];
    default:
      return [left, top, right, bottom];
  }
}

/** The opposite of `turnedBox`: `size` is that of the page before the turn. */
export function straightBox(box: Box, size: Size, turn: Turn): Box {
  return turnedBox(box, turnedSize(size, turn), turnOf(360 - turn));
}

/** Per cent of a page's width and height. */
export interface Percentages {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function percentagesOf([left, top, right, bottom]: Box, { width, height }: Size): Percentages {
  return {
    left: (left / width) * 100,
    top: (top / height) * 100,
    width: ((right - left) / width) * 100,
    height: ((bottom - top) / height) * 100,
  };
}

export function boxOf({ left, top, width, height }: Percentages, page: Size): Box {
  const [x, y] = [(left / 100) * page.width, (top / 100) * page.height];
  return [x, y, x + (width / 100) * page.width, y + (height / 100) * page.height];
}

/** A box moved and scaled from one rectangle of the screen, which shows the page, to the page's points. */
export function boxOnPage(box: Box, shown: Box, page: Size): Box {
  const across = page.width / (shown[2] - shown[0]);
  const down = page.height / (shown[3] - shown[1]);
  return [
    (box[0] - shown[0]) * across,
    (box[1] - shown[1]) * down,
    (box[2] - shown[0]) * across,
    (box[3] - shown[1]) * down,
  ];
}

export function sidesOf(rect: DOMRectReadOnly): Box {
  return [rect.left, rect.top, rect.right, rect.bottom];
}

export function areaOf([left, top, right, bottom]: Box): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

/** What two boxes share; its area is 0 where they do not meet. */
function sharedBox(one: Box, other: Box): Box {
  return [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ];
}

/** The smallest box around two. */
export function boxAround(one: Box, other: Box): Box {
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}

/** How much of a box lies in another: 0 to 1. */
export function shareInside(box: Box, other: Box): number {
  const area = areaOf(box);
  return area === 0 ? 0 : areaOf(sharedBox(box, other)) / area;
}

/** A box cut to its page; null when nothing of it is on the page. */
export function clipped(box: Box, page: Size): Box | null {
  const cut = sharedBox(box, [0, 0, page.width, page.height]);
  return areaOf(cut) > 0 ? cut : null;
}

/** A piece of text on a page. `upright` text runs down or up the page rather than across it. */
export interface TextBox {
  readonly box: Box;
  readonly upright: boolean;
}

/**
 * One box for each line of text, from the boxes of its pieces in reading order.
 *
 * A piece continues the line of the piece before it when they stand beside each other: more than half of
 * the lower one's height. So the same height in the next column is a line of its own, as it is not next in order.
 */
export function linesOf(pieces: readonly TextBox[]): Box[] {
  const lines: { box: Box; upright: boolean }[] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    if (line?.upright === piece.upright && areBeside(line.box, piece.box, piece.upright)) {
      line.box = boxAround(line.box, piece.box);
    } else {
      lines.push({ ...piece });
    }
  }
  return lines.map((line) => line.box);
}

function areBeside(one: Box, other: Box, upright: boolean): boolean {
  const [from, to] = upright ? ([0, 2] as const) : ([1, 3] as const);
  const shared = Math.min(one[to], other[to]) - Math.max(one[from], other[from]);
  const smaller = Math.min(one[to] - one[from], other[to] - other[from]);
  return shared > smaller / 2;
}
