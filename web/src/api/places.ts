/** Where a source stands, read from its wire form. */

import type { Box, SourceItem } from "./types";

/** A place in a paged document; `page` counts from 0. */
export interface PagedPlace {
  readonly kind: "paged";
  readonly uploadId: string;
  readonly page: number;
  readonly boxes: readonly Box[];
}

/** A place in a flowing document: a block, and the nodes in it. */
export interface FlowingPlace {
  readonly kind: "flowing";
  readonly uploadId: string;
  readonly block: number;
  readonly xpaths: readonly string[];
}

export type Place = PagedPlace | FlowingPlace;

/** The places of one source, in the order of their pages or blocks. A selection echoed back has none. */
export function placesOf(source: SourceItem): Place[] {
  const places: Place[] = [];
  for (const [name, value] of Object.entries(source)) {
    if (!/^\d+$/.test(name) || !Array.isArray(value)) continue;
    const boxes = value.filter(isBox);
    const xpaths = value.filter(isNode).map((node) => node.xpath);
    if (boxes.length) places.push({ kind: "paged", uploadId: source.upload_id, page: Number(name), boxes });
    else if (xpaths.length) places.push({ kind: "flowing", uploadId: source.upload_id, block: Number(name), xpaths });
  }
  return places.sort((one, other) => order(one) - order(other));
}

function order(place: Place): number {
  return place.kind === "paged" ? place.page : place.block;
}

function isBox(value: unknown): value is Box {
  return Array.isArray(value) && value.length === 4 && value.every((side) => typeof side === "number");
}

function isNode(value: unknown): value is { xpath: string } {
  return typeof value === "object" && value !== null && "xpath" in value && typeof value.xpath === "string";
}
