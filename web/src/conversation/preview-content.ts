/** Pictures and words of sources, fetched when they are first wanted and kept for a while. */

import type { Client } from "../api/client";
import type { FlowingPlace, PagedPlace } from "../api/places";
import type { Box } from "../api/types";
import { fileOf } from "../reader/file";
import { cropAround, drawnCrop } from "./crop";
import type { Source } from "./sources";

/** CSS pixels. */
const WIDTH = 434;
const MOST_PICTURES = 40;
const MOST_DOCUMENTS = 8;

/** Things that take time to make, by name; those made first go first. */
class Shelf<Thing> {
  private readonly things = new Map<string, Promise<Thing>>();

  constructor(private readonly most: number) {}

  get(name: string, make: () => Promise<Thing>): Promise<Thing> {
    const found = this.things.get(name);
    if (found) return found;
    const made = make();
    this.things.set(name, made);
    // What failed is tried again when it is next wanted.
    made.catch(() => this.things.delete(name));
    const [oldest] = this.things.keys();
    if (this.things.size > this.most && oldest !== undefined) this.things.delete(oldest);
    return made;
  }
}

const pictures = new Shelf<HTMLCanvasElement>(MOST_PICTURES);
const texts = new Shelf<Document>(MOST_DOCUMENTS);

/** The size of a source's picture in points, before it is drawn; its first place is shown. */
export function shownSize(source: Source): { readonly width: number; readonly height: number } {
  const [left, top, right, bottom] = cropAround(pagedPlace(source).boxes);
  return { width: right - left, height: bottom - top };
}

/** A picture of the first place of a source in a paged document, with its rectangles marked. Throws ReaderError. */
export function drawn(service: Client, source: Source): Promise<HTMLCanvasElement> {
  const place = pagedPlace(source);
  const file = fileOf(service, source.uploadId);
  const name = JSON.stringify([file, place.page, place.boxes]);
  return pictures.get(name, async () => {
    const { drawRegion } = await import("../reader/paged/region");
    const canvas = document.createElement("canvas");
    const crop = cropAround(place.boxes);
    await drawRegion(file, place.page, crop, canvas, WIDTH);
    mark(canvas, drawnCrop(crop, canvas), place.boxes);
    return canvas;
  });
}

/** The words of the first place of a source in a flowing document. Throws ReaderError. */
export async function quoted(service: Client, source: Source): Promise<string> {
  const place = source.places.find((one): one is FlowingPlace => one.kind === "flowing");
  if (!place) return "";
  const { openHtml, textAt } = await import("../reader/flowing/loading");
  const file = fileOf(service, source.uploadId);
  const document = await texts.get(JSON.stringify(file), () => openHtml(file));
  return textAt(document, place.block, place.xpaths);
}

function pagedPlace(source: Source): PagedPlace {
  const nowhere: PagedPlace = { kind: "paged", uploadId: source.uploadId, page: 0, boxes: [] };
  return source.places.find((one): one is PagedPlace => one.kind === "paged") ?? nowhere;
}

/** Marks boxes as a marker pen does: the ink below stays as dark as it is. */
function mark(canvas: HTMLCanvasElement, [left, top, right, bottom]: Box, boxes: readonly Box[]): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const across = canvas.width / (right - left);
  const down = canvas.height / (bottom - top);
  context.globalCompositeOperation = "multiply";
  context.fillStyle = "#fbdc8f";
  for (const box of boxes) {
    context.fillRect((box[0] - left) * across, (box[1] - top) * down, (box[2] - box[0]) * across, (box[3] - box[1]) * down);
  }
}
