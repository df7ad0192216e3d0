/** Kinds of parsed elements as they are shown: headings apart from other paragraphs. */

import type { Element } from "../api/types";

/** In the order of the legend. */
export const KINDS = ["heading", "paragraph", "table", "figure", "image", "shape", "page_header", "page_footer"] as const;

export type Kind = (typeof KINDS)[number];

/** Each kind's letter, which tells it apart without colour: at its marks, in the legend and in the list. */
export const LETTERS: Readonly<Record<Kind, string>> = {
  heading: "H",
  paragraph: "P",
  table: "T",
  figure: "F",
  image: "I",
  shape: "S",
  page_header: "⤒",
  page_footer: "⤓",
};

export function kindOf(element: Element): Kind {
  return element.is_heading ? "heading" : element.type;
}

/** How many elements there are of each kind; kinds that are not there are left out. */
export function counted(elements: readonly Element[]): ReadonlyMap<Kind, number> {
  const counts = new Map<Kind, number>();
  for (const kind of KINDS) {
    const count = elements.filter((element) => kindOf(element) === kind).length;
    if (count) counts.set(kind, count);
  }
  return counts;
}
