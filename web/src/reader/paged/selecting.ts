/** What is selected on pages, as the service takes it. */

import type { Box, PagedSelection } from "../../api/types";
import { boxAround, clipped, linesOf, shareInside, sidesOf } from "../geometry";
import type { Selected } from "../reader";
import { joined, onPage, wordsOf, type ShownPage, type Word } from "./words";

/** How much of a word a box must hold for the word to be meant. */
const MEANT = 0.5;
/** The service wants sides greater than 0. */
const LEAST = 0.01;

type Normalize = (text: string) => string;

/** The selected text of some pages, null when there is none on them. */
export function selectedText(range: Range, pages: readonly ShownPage[], normalize: Normalize): Selected | null {
  const parts = pages
    .filter((shown) => range.intersectsNode(shown.element))
    .map((shown) => ({ shown, words: [...wordsOf(shown, range)] }))
    .filter(({ words }) => words.length > 0);
  if (!parts.length) return null;
  const material = normalize(parts.map(({ words }) => joined(words)).join(" "));
  const rects = parts.flatMap(({ shown, words }) => outlines(shown, linesOf(words)));
  const [first, ...others] = [...range.getClientRects()].filter((rect) => rect.width > 0);
  if (!first || !rects.length) return null;
  const [left, top, right, bottom] = others.map(sidesOf).reduce(boxAround, sidesOf(first));
  return { selection: { material, rects }, anchor: new DOMRect(left, top, right - left, bottom - top) };
}

/** The words in a rectangle of the screen, or the rectangle itself where it holds none: a figure, a scan. */
export function selectedBox(rect: DOMRect, shown: ShownPage, normalize: Normalize): Selected | null {
  const box = onPage(rect, shown);
  const words: Word[] = [...wordsOf(shown)].filter((word) => shareInside(word.box, box) >= MEANT);
  const rects = outlines(shown, words.length ? linesOf(words) : [box]);
  return rects.length ? { selection: { material: normalize(joined(words)), rects }, anchor: rect } : null;
}

function outlines({ page, size }: ShownPage, boxes: readonly Box[]): PagedSelection["rects"] {
  return boxes.flatMap((box) => {
    const cut = clipped(box, size);
    if (!cut) return [];
    const [left, top, right, bottom] = cut;
    return [{ pageNumber: page + 1, outline: [Math.max(left, LEAST), Math.max(top, LEAST), right, bottom] as const }];
  });
}
