/** Markers of sources in an answer: `[<span data-index="0">1</span>]`, an index into `source_info` and its number. */

const MARKER = /\[<span data-index="(\d{1,4})">(\d{1,4})<\/span>\]/;
const STICKY = new RegExp(MARKER, "y");
const EVERY = new RegExp(MARKER, "g");
/** A marker whose numbers are each written as one "0", to compare beginnings with. */
const SHAPE = '[<span data-index="0">0</span>]';

export interface Marker {
  /** Index into `source_info`. */
  readonly source: number;
  /** Characters it takes. */
  readonly length: number;
}

/** The marker that begins at a place of a text. One whose number isn't its index from 1 was not set by the service. */
export function markerAt(text: string, at: number): Marker | null {
  STICKY.lastIndex = at;
  const found = STICKY.exec(text);
  return found && Number(found[2]) === Number(found[1]) + 1 ? { source: Number(found[1]), length: found[0].length } : null;
}

/** Whether the end of a text may still become a marker. */
export function beginsMarker(tail: string): boolean {
  const shape = tail.replace(/\d+/g, "0");
  return shape !== SHAPE && SHAPE.startsWith(shape);
}

/** A text's parts: what is said, and indexes of sources between. */
export function partsOf(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  let from = 0;
  for (const found of text.matchAll(EVERY)) {
    const marker = markerAt(text, found.index);
    if (!marker) continue;
    if (found.index > from) parts.push(text.slice(from, found.index));
    parts.push(marker.source);
    from = found.index + marker.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** A text without its markers, as it is told to others and counted. */
export function withoutMarkers(text: string): string {
  return partsOf(text)
    .filter((part) => typeof part === "string")
    .join("");
}
