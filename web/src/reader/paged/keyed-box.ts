/** A box that is placed and moved by keys, as a pointer drags one. */

import type { Box } from "../../api/types";
import { percentagesOf, straightBox, turnedBox, turnedSize, type Size } from "../geometry";
import { onPage, type ShownPage } from "./words";

/** How far a key moves a box or its far corner, in points of the page. */
const STEP = 6;
/** The least side of a box, in points. */
const LEAST_SIDE = 6;
/** Parts of what is in view that a new box takes. */
const WIDTH = 0.5;
const HEIGHT = 0.25;

/** Where an arrow key leads on the screen. */
const WAYS: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function isArrow(key: string): boolean {
  return key in WAYS;
}

/** A box in the middle of what is in view of a page; null when the page is out of view. */
export function boxInView(shown: ShownPage, view: DOMRectReadOnly): Box | null {
  const page = shown.element.getBoundingClientRect();
  const [left, right] = [Math.max(page.left, view.left), Math.min(page.right, view.right)];
  const [top, bottom] = [Math.max(page.top, view.top), Math.min(page.bottom, view.bottom)];
  if (right <= left || bottom <= top) return null;
  const [width, height] = [(right - left) * WIDTH, (bottom - top) * HEIGHT];
  return onPage(new DOMRect((left + right - width) / 2, (top + bottom - height) / 2, width, height), shown);
}

/** The box after an arrow key: moved, or with another right and lower side; it stays on its page, as it is turned now. */
export function boxAfter(key: string, isResized: boolean, box: Box, { size, turn }: Pick<ShownPage, "size" | "turn">): Box {
  const [across = 0, down = 0] = WAYS[key] ?? [];
  const page = turnedSize(size, turn);
  const change = isResized ? resized : moved;
  return straightBox(change(turnedBox(box, size, turn), across * STEP, down * STEP, page), size, turn);
}

function moved([left, top, right, bottom]: Box, across: number, down: number, page: Size): Box {
  const x = bounded(across, -left, page.width - right);
  const y = bounded(down, -top, page.height - bottom);
  return [left + x, top + y, right + x, bottom + y];
}

function resized([left, top, right, bottom]: Box, across: number, down: number, page: Size): Box {
  return [
    left,
    top,
    bounded(right + across, Math.min(left + LEAST_SIDE, page.width), page.width),
    bounded(bottom + down, Math.min(top + LEAST_SIDE, page.height), page.height),
  ];
}

function bounded(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** Where a box of a page stands on the screen. */
export function onScreen(box: Box, { element, size, turn }: ShownPage): DOMRect {
  const page = element.getBoundingClientRect();
  const parts = percentagesOf(turnedBox(box, size, turn), turnedSize(size, turn));
  const [x, y] = [page.left + (parts.left / 100) * page.width, page.top + (parts.top / 100) * page.height];
  return new DOMRect(x, y, (parts.width / 100) * page.width, (parts.height / 100) * page.height);
}
