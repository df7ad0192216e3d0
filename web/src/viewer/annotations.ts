/** Annotations as the page around the viewer hands them over, and the marks they become. */

import type { Box } from "../api/types";
import type { BlockMark, PageMark } from "../reader/reader";

/** One annotation: a rectangle on a page, or a node of flowing text. */
export interface Annotation {
  readonly id: string;
  /** Counts from 1; of a flowing document the number of the block, its `data-index` plus 1. */
  readonly pageNumber: number;
  /** In points from the page's top left; null for a node of flowing text. */
  readonly rect: Box | null;
  /** The node in a block of flowing text; null for the block itself. */
  readonly xpath: string | null;
  /** What it is removed by: the SDK's `customType`, or the number of the kind of annotation. */
  readonly types: readonly (string | number)[];
}

/** The annotations that can be drawn, and how many of those given can't. Throws TypeError for anything but a list. */
export function readAnnotations(given: unknown): { readonly annotations: Annotation[]; readonly refused: number } {
  if (!Array.isArray(given)) throw new TypeError("drawAnnotations takes a list of annotations.");
  const annotations = given.map(readAnnotation).filter((one) => one !== null);
  return { annotations, refused: given.length - annotations.length };
}

/** Those before and those that came, of which one with the same id takes the other's place. */
export function merged(before: readonly Annotation[], added: readonly Annotation[]): Annotation[] {
  const found = new Map([...before, ...added].map((one) => [one.id, one]));
  return [...found.values()];
}

/** All but those of a type. */
export function withoutType(annotations: readonly Annotation[], type: unknown): Annotation[] {
  return annotations.filter((one) => !one.types.some((own) => own === type));
}

/** Rectangles over pages; what has none is not shown. */
export function pageMarks(annotations: readonly Annotation[], label: string): PageMark[] {
  const marks: PageMark[] = [];
  for (const { id, pageNumber, rect } of annotations) {
    if (rect) marks.push({ id, page: pageNumber - 1, box: rect, kind: "source", label });
  }
  return marks;
}

/** Blocks, or nodes in them. */
export function blockMarks(annotations: readonly Annotation[], label: string): BlockMark[] {
  return annotations.map(({ id, pageNumber, xpath }) => {
    const mark = { id, block: pageNumber - 1, kind: "source", label } as const;
    return xpath === null ? mark : { ...mark, xpath };
  });
}

function readAnnotation(given: unknown): Annotation | null {
  if (typeof given !== "object" || given === null) return null;
  const one = given as Readonly<Record<string, unknown>>;
  const id = typeof one.id === "string" || typeof one.id === "number" ? String(one.id) : "";
  const pageNumber = isCount(one.index) ? one.index + 1 : one.pageNumber;
  if (!id || !isCount(pageNumber) || pageNumber < 1) return null;
  const types = [one.customType, one.annotationType].filter((type) => typeof type === "string" || typeof type === "number");
  return { id, pageNumber, rect: readBox(one.rect), xpath: readPath(one), types };
}

/** Corners in any order, in points; null when they are no four numbers that span something. */
function readBox(given: unknown): Box | null {
  if (!Array.isArray(given) || given.length !== 4) return null;
  const [x1, y1, x2, y2] = given as readonly unknown[];
  if (!isNumber(x1) || !isNumber(y1) || !isNumber(x2) || !isNumber(y2) || x1 === x2 || y1 === y2) return null;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

/** The node of flowing text: `xpath`, or a source's `{xpath}` in place of the rectangle. */
function readPath({ xpath, rect }: Readonly<Record<string, unknown>>): string | null {
  if (typeof xpath === "string" && xpath) return xpath;
  const inside = typeof rect === "object" && rect !== null && "xpath" in rect ? rect.xpath : null;
  return typeof inside === "string" && inside ? inside : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
