/** Pictures of parts of pages, for documents that are not open in the reader. */

import type { PDFDocumentProxy } from "pdfjs-dist";

import type { Box } from "../../api/types";
import { clipped } from "../geometry";
import type { DocumentFile } from "../reader";
import { openPdf } from "./loading";

const KEPT_DOCUMENTS = 3;
const KEPT_MILLISECONDS = 120_000;
const MAX_PIXELS = 1 << 22;

interface Kept {
  readonly document: Promise<PDFDocumentProxy>;
  expiry: ReturnType<typeof setTimeout> | undefined;
}

const kept = new Map<string, Kept>();
/** What each canvas was last asked to show: an earlier wish that is fulfilled later draws nothing. */
const wanted = new WeakMap<HTMLCanvasElement, symbol>();

/**
 * Draws a box of a page, counted from 0, into a canvas of this width in CSS pixels; the height follows.
 * A box that is not on the page leaves the canvas as it is. Throws ReaderError.
 */
export async function drawRegion(
  file: DocumentFile,
  page: number,
  box: Box,
  canvas: HTMLCanvasElement,
  width: number,
): Promise<void> {
  const wish = Symbol();
  wanted.set(canvas, wish);
  const open = await documentOf(file);
  const shown = await open.getPage(page + 1);
  const points = shown.getViewport({ scale: 1 });
  const region = clipped(box, points);
  if (!region || wanted.get(canvas) !== wish) return;
  const [left, top, right, bottom] = region;
  const most = Math.sqrt(MAX_PIXELS / ((right - left) * (bottom - top)));
  const scale = Math.min((width * devicePixelRatio) / (right - left), most);
  // Drawn beside, as one canvas can't be drawn into twice at the same time.
  const drawn = document.createElement("canvas");
  drawn.width = Math.ceil((right - left) * scale);
  drawn.height = Math.ceil((bottom - top) * scale);
  const viewport = shown.getViewport({ scale, offsetX: -left * scale, offsetY: -top * scale });
  await shown.render({ canvas: drawn, viewport }).promise;
  if (wanted.get(canvas) !== wish) return;
  canvas.width = drawn.width;
  canvas.height = drawn.height;
  canvas.getContext("2d")?.drawImage(drawn, 0, 0);
}

function documentOf(file: DocumentFile): Promise<PDFDocumentProxy> {
  const key = JSON.stringify([file.url, file.headers]);
  const entry = kept.get(key) ?? { document: openPdf(file), expiry: undefined };
  clearTimeout(entry.expiry);
  entry.expiry = setTimeout(() => forget(key), KEPT_MILLISECONDS);
  // The one used last stands last.
  kept.delete(key);
  kept.set(key, entry);
  entry.document.catch(() => forget(key));
  const [oldest] = kept.keys();
  if (kept.size > KEPT_DOCUMENTS && oldest !== undefined) forget(oldest);
  return entry.document;
}

function forget(key: string): void {
  const entry = kept.get(key);
  kept.delete(key);
  clearTimeout(entry?.expiry);
  entry?.document.then((open) => open.loadingTask.destroy()).catch(() => undefined);
}
