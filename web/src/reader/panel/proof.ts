/** Proof as the reader shows it: places one after another, and the marks of the open document. */

import type { PagedPlace, Place } from "../../api/places";
import type { BlockMark, PageMark } from "../reader";

/** The layer that proof is drawn in. */
export const PROOF_LAYER = "proof";

/** Names a step for those who don't see its mark; steps count from 0. */
export type NameStep = (step: number) => string;

/** The places to walk through, each once. */
export function stepsOf(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/** The first mark of a step: what is scrolled to. */
export function markOf(step: number): string {
  return `${PROOF_LAYER}-${step}-0`;
}

/** Marks of the steps that lie on pages of a document; those of the present step are active. */
export function pageMarksOf(steps: readonly Place[], uploadId: string, present: number, name: NameStep): PageMark[] {
  return steps.flatMap((place, step) => {
    if (place.kind !== "paged" || place.uploadId !== uploadId) return [];
    return place.boxes.map((box, at): PageMark => {
      const kind = step === present ? "active" : "source";
      return { id: `${PROOF_LAYER}-${step}-${at}`, page: place.page, box, kind, label: name(step) };
    });
  });
}

/** Marks of the steps that lie in blocks of a document; those of the present step are active. */
export function blockMarksOf(steps: readonly Place[], uploadId: string, present: number, name: NameStep): BlockMark[] {
  return steps.flatMap((place, step) => {
    if (place.kind !== "flowing" || place.uploadId !== uploadId) return [];
    return place.xpaths.map((xpath, at): BlockMark => {
      const kind = step === present ? "active" : "source";
      return { id: `${PROOF_LAYER}-${step}-${at}`, block: place.block, xpath, kind, label: name(step) };
    });
  });
}

/** A piece of a page's text as pdf.js gives it: `transform` leads from the text to the page's own space. */
export interface TextPiece {
  readonly str: string;
  readonly transform: readonly number[];
  /** Length along the line, in the page's own units. */
  readonly width: number;
}

type Point = readonly [x: number, y: number];

/**
 * The words of a page's text that stand in a place's boxes, in the order of the page. `toPage` leads from the page's own
 * space to points from its top left.
 */
export function wordsIn(pieces: readonly TextPiece[], place: Pick<PagedPlace, "boxes">, toPage: (point: Point) => Point): string {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  const found: string[] = [];
  for (const piece of pieces) {
    let run = "";
    for (const { segment, index } of segmenter.segment(piece.str)) {
      const point = toPage(middleOf(piece, (index + segment.length / 2) / piece.str.length));
      const isInside = place.boxes.some(([left, top, right, bottom]) => {
        return point[0] >= left && point[0] <= right && point[1] >= top && point[1] <= bottom;
      });
      if (isInside) run += segment;
    }
    if (run.trim()) found.push(run.trim());
  }
  return found.join(" ").replace(/\s+/g, " ");
}

/** The middle of the line's height at a share of its length. */
function middleOf({ transform, width }: TextPiece, share: number): Point {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
  const along = Math.hypot(a, b) || 1;
  // A third of the way up is the middle of small letters and of figures.
  return [x + (a / along) * width * share + c * 0.33, y + (b / along) * width * share + d * 0.33];
}
