/** Marks for parsed elements: boxes with the lines of their grids, or blocks of a flowing document. */

import type { Box, Element } from "../api/types";
import type { BlockMark, PageMark } from "../reader/reader";
import { gridLines } from "./grid";
import type { Kind } from "./kinds";

export interface MarkOptions {
  readonly isShown: (kind: Kind) => boolean;
  readonly selected: number | null;
  /** The element that is pointed at in the list. */
  readonly pointed: number | null;
  /** What an element is called, such as "Table 12". */
  readonly labelOf: (element: Element) => string;
}

const PREFIX = "element-";

export function markId(index: number): string {
  return `${PREFIX}${index}`;
}

/** The element that a mark stands for; null for marks of others. */
export function indexOf(id: string): number | null {
  const number = id.startsWith(PREFIX) ? Number(id.slice(PREFIX.length)) : Number.NaN;
  return Number.isInteger(number) ? number : null;
}

export function pageMarks(elements: readonly Element[], options: MarkOptions): PageMark[] {
  return elements.filter((element) => options.isShown(element.kind)).flatMap((element) => {
    const box = boxOf(element.outline);
    if (!box) return [];
    const mark: PageMark = {
      id: markId(element.index),
      page: element.page,
      box,
      kind: "element",
      label: options.labelOf(element),
      className: classesOf(element, options),
      clickable: true,
    };
    const lines = gridLines(element).map((line, number): PageMark => {
      const id = `line-${element.index}-${number}`;
      return { id, page: element.page, box: line, kind: "element", className: "structure-line" };
    });
    // Lines come first: the whole table lies over them and takes the clicks.
    return [...lines, mark];
  });
}

export function blockMarks(elements: readonly Element[], options: MarkOptions): BlockMark[] {
  return elements.filter((element) => options.isShown(element.kind)).map((element) => ({
    id: markId(element.index),
    block: element.index,
    kind: "element",
    label: options.labelOf(element),
    className: classesOf(element, options),
    clickable: true,
  }));
}

function classesOf(element: Element, { selected, pointed }: MarkOptions): string {
  const classes = ["structure-mark", `structure-${element.kind.replace("_", "-")}`];
  if (element.index === selected) classes.push("structure-mark-selected");
  if (element.index === pointed) classes.push("structure-mark-pointed");
  return classes.join(" ");
}

function boxOf(outline: readonly number[]): Box | null {
  const [left, top, right, bottom] = outline;
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null;
  return right > left && bottom > top ? [left, top, right, bottom] : null;
}
