/** What is said of sources: which document, where in it. */

import { placesOf, type Place } from "../api/places";
import type { ListedDocument, SourceItem } from "../api/types";
import { shownName } from "../ui/names";
import { t } from "./texts";

/** A document that may be named; `layout` says whether its places are pages. */
export type NamedDocument = Pick<ListedDocument, "id" | "name">;

/** One source of an answer, ready to be shown. */
export interface Source {
  /** From 1. */
  readonly number: number;
  readonly uploadId: string;
  readonly name: string;
  readonly places: readonly Place[];
}

/** Sources of an answer by their index in `source_info`; null for what has no place, such as a selection echoed back. */
export function readSources(items: readonly SourceItem[], documents: readonly NamedDocument[]): (Source | null)[] {
  const names = new Map(documents.map(({ id, name }) => [id, shownName(name)]));
  return items.map((item, index) => {
    const places = placesOf(item);
    if (!places.length) return null;
    return { number: index + 1, uploadId: item.upload_id, name: names.get(item.upload_id) ?? t("unknownDocument"), places };
  });
}

/** "page 8", "pages 8, 12": where in its document a source stands; parts of flowing text are counted from 1. */
export function whereOf(places: readonly Place[]): string {
  const [first] = places;
  if (!first) return "";
  const numbers = [...new Set(places.map(numberOf))];
  const name = first.kind === "paged" ? "pages" : "passages";
  return t(name, { count: numbers.length, numbers: numbers.join(t("comma")) });
}

/** As `whereOf`, in few letters: "p. 8, 12". */
export function shortWhereOf(places: readonly Place[]): string {
  const [first] = places;
  if (!first) return "";
  const numbers = [...new Set(places.map(numberOf))].join(t("comma"));
  return t(first.kind === "paged" ? "shortPages" : "shortPassages", { numbers });
}

/** "Source 1: report.pdf, page 8", and how many places it has when there are several. */
export function describe({ number, name, places }: Source): string {
  const several = places.length > 1 ? ` (${t("places", { count: places.length })})` : "";
  return t("sourceLabel", { number: String(number), name, where: whereOf(places) }) + several;
}

/** Sources of one document together. */
export interface SourceGroup {
  readonly uploadId: string;
  readonly name: string;
  readonly places: readonly Place[];
}

/** Sources by document, in the order of their first, each with all its places in the document's order. */
export function groupSources(sources: readonly (Source | null)[]): SourceGroup[] {
  const groups = new Map<string, { uploadId: string; name: string; places: Place[] }>();
  for (const source of sources) {
    if (!source) continue;
    const group = groups.get(source.uploadId) ?? { uploadId: source.uploadId, name: source.name, places: [] };
    group.places.push(...source.places);
    groups.set(source.uploadId, group);
  }
  const order = (place: Place) => (place.kind === "paged" ? place.page : place.block);
  for (const group of groups.values()) group.places.sort((one, other) => order(one) - order(other));
  return [...groups.values()];
}

function numberOf(place: Place): string {
  return String((place.kind === "paged" ? place.page : place.block) + 1);
}
