/** A document's headings as a tree: which rows are to be seen, and which heading stands in view. */

import type { Heading } from "../../api/types";

export interface OutlineRow {
  readonly heading: Heading;
  /** From 1, by how many headings stand above it; the printed level may skip some. */
  readonly depth: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** Place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

const OPEN_AT_ONCE = 60;

/** The headings that are open at first: all in a short outline, none in a long one. */
export function firstOpen(headings: readonly Heading[]): Set<number> {
  return new Set(headings.length <= OPEN_AT_ONCE ? headings.map((heading) => heading.index) : []);
}

/** The rows to show, in the order of the document: children of closed headings are left out. */
export function rowsOf(headings: readonly Heading[], open: ReadonlySet<number>): OutlineRow[] {
  const known = new Set(headings.map((heading) => heading.index));
  const children = new Map<number, Heading[]>();
  for (const heading of headings) {
    // A parent stands before its children: anything else would make a loop.
    const parent = known.has(heading.parent) && heading.parent < heading.index ? heading.parent : -1;
    const siblings = children.get(parent) ?? [];
    siblings.push(heading);
    children.set(parent, siblings);
  }
  const rows: OutlineRow[] = [];
  const add = (parent: number, depth: number): void => {
    const siblings = children.get(parent) ?? [];
    siblings.forEach((heading, place) => {
      const hasChildren = children.has(heading.index);
      const isOpen = hasChildren && open.has(heading.index);
      rows.push({ heading, depth, hasChildren, isOpen, position: place + 1, siblings: siblings.length });
      if (isOpen) add(heading.index, depth + 1);
    });
  };
  add(-1, 1);
  return rows;
}

/** Indexes of the headings above one, from the nearest on. */
export function ancestorsOf(headings: readonly Heading[], index: number): number[] {
  const parents = new Map(headings.map((heading) => [heading.index, heading.parent]));
  const above: number[] = [];
  for (let at = parents.get(index); at !== undefined && at >= 0 && !above.includes(at); at = parents.get(at)) above.push(at);
  return above;
}

/** Where the view is: a page of a paged document, or the block at the upper edge of a flowing one. */
export type InView = { readonly page: number } | { readonly block: number };

/**
 * The heading that what is in view stands under: the first on the page in view, else the last before it. `chosen`, the
 * one a person went to, wins while its page is in view, since several headings may stand on one page.
 */
export function headingInView(headings: readonly Heading[], view: InView, chosen: number | null = null): Heading | null {
  if ("block" in view) return headings.findLast((heading) => heading.block !== null && heading.block <= view.block) ?? null;
  const onPage = headings.filter((heading) => heading.page === view.page);
  const before = headings.findLast((heading) => heading.page !== null && heading.page < view.page);
  return onPage.find((heading) => heading.index === chosen) ?? onPage[0] ?? before ?? null;
}

/** The nearest row to be seen for a heading: itself, or the closed heading that hides it. */
export function shownRow(rows: readonly OutlineRow[], headings: readonly Heading[], index: number): number | null {
  const shown = new Set(rows.map((row) => row.heading.index));
  return [index, ...ancestorsOf(headings, index)].find((one) => shown.has(one)) ?? null;
}
