/** Parsed elements as what a question is about: what a selection of all of one would be. */

import type { Box, Element, Selection } from "../api/types";
import { selectionOfBlock } from "../reader/flowing/selection";
import type { ReaderContext } from "../reader/panel/side-panel";
import { tableOf, textsOf } from "./grid";

/** The most characters that are sent of an element: the rest is found by its place. */
export const MOST_CHARACTERS = 4000;
/** The service takes no side of a rectangle that is 0. */
const LEAST_SIDE = 0.01;

/** The selection that an element stands for; null when it has no place that could be selected. */
export function selectionOfElement(element: Element, context: ReaderContext): Selection | null {
  const material = materialOf(element);
  if (context.layout === "paged") {
    const outline = selectable(element.outline);
    return outline && { material, rects: [{ pageNumber: element.page + 1, outline }] };
  }
  const { document } = context.reader;
  return document && selectionOfBlock(document, element.index, material);
}

/** What an element says: tables row by row, figures by their captions. */
export function materialOf(element: Element): string {
  const table = tableOf(element);
  const rows = table && textsOf(table).map((row) => row.filter(Boolean).join(" ")).filter(Boolean);
  const text = rows?.join("\n") ?? element.text ?? element.caption?.text ?? "";
  return text.trim().slice(0, MOST_CHARACTERS);
}

function selectable([left = 0, top = 0, right = 0, bottom = 0]: readonly number[]): Box | null {
  const box: Box = [Math.max(left, LEAST_SIDE), Math.max(top, LEAST_SIDE), right, bottom];
  return box[2] > box[0] && box[3] > box[1] ? box : null;
}
