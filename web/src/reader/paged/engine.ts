/**
 * pdf.js and its viewer components, with their worker: loaded by `loading.ts` when the first document is opened.
 *
 * The components find pdf.js in a global of its own making, hence the order of the imports.
 */

import * as pdfjs from "pdfjs-dist";
import * as components from "pdfjs-dist/web/pdf_viewer.mjs";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

import type { DocumentFile } from "../reader";

const FILES = new URL("/pdfjs/", location.href).href;
/** Bytes asked for at once: few enough to show a first page soon, enough to ask seldom. */
const RANGE_BYTES = 1 << 17;

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

let worker: pdfjs.PDFWorker | null = null;

/** Opens a file, or the bytes of one. All documents share one worker. */
export function load(source: DocumentFile | ArrayBuffer): pdfjs.PDFDocumentLoadingTask {
  if (worker === null || worker.destroyed) worker = new pdfjs.PDFWorker({ verbosity: pdfjs.VerbosityLevel.ERRORS });
  return pdfjs.getDocument({
    ...(source instanceof ArrayBuffer ? { data: source } : { url: source.url, httpHeaders: { ...source.headers } }),
    worker,
    // Only the parts that are looked at are fetched.
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: RANGE_BYTES,
    enableXfa: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    cMapUrl: `${FILES}cmaps/`,
    standardFontDataUrl: `${FILES}standard_fonts/`,
    iccUrl: `${FILES}iccs/`,
    wasmUrl: `${FILES}wasm/`,
  });
}

export { components, pdfjs };
export const IMAGES = `${FILES}images/`;
