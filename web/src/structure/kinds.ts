/** Kinds of parsed elements as they are shown. */

import type { Element } from "../api/types";

/** In the order of the legend. */
export const KINDS = [
  "heading",
  "paragraph",
  "list_item",
  "table",
  "figure",
  "image",
  "caption",
  "code",
  "formula",
  "footnote",
  "shape",
  "page_header",
  "page_footer",
  "watermark",
  "line_number",
] as const satisfies readonly Element["kind"][];

export type Kind = Element["kind"];

/** Each kind's letter, which tells it apart without colour: at its marks, in the legend and in the list. */
export const LETTERS: Readonly<Record<Kind, string>> = {
  heading: "H",
  paragraph: "P",
  list_item: "L",
  table: "T",
  figure: "F",
  image: "I",
  caption: "C",
  code: "{}",
  formula: "ƒ",
  footnote: "N",
  shape: "S",
  page_header: "⤒",
  page_footer: "⤓",
  watermark: "W",
  line_number: "#",
};

/** How many elements there are of each kind; kinds that are not there are left out. */
export function counted(elements: readonly Element[]): ReadonlyMap<Kind, number> {
  const counts = new Map<Kind, number>();
  for (const kind of KINDS) {
    const count = elements.filter((element) => element.kind === kind).length;
    if (count) counts.set(kind, count);
  }
  return counts;
}
