/** pdf.js with its viewer and its worker, which `loading.ts` loads when the first document is opened. */

import * as pdfjs from "pdfjs-dist";

import type { DocumentFile } from "../reader";
import { PDFJS_FILES } from "./files";
import { startWorker } from "./worker";

/** Bytes asked for at once: few enough to show a first page soon, enough to ask seldom. */
const RANGE_BYTES = 1 << 19;

let worker: pdfjs.PDFWorker | null = null;

/** The worker that all documents share. */
function sharedWorker(): pdfjs.PDFWorker {
  if (worker === null || worker.destroyed) {
    // @ts-expect-error pdf.js takes a worker that was started elsewhere, but its types don't.
    worker = new pdfjs.PDFWorker({ port: startWorker(), verbosity: pdfjs.VerbosityLevel.ERRORS });
  }
  return worker;
}

/** Opens a file, or the bytes of one. */
export function load(source: DocumentFile | ArrayBuffer): pdfjs.PDFDocumentLoadingTask {
  return pdfjs.getDocument({
    ...(source instanceof ArrayBuffer ? { data: source } : { url: source.url, httpHeaders: { ...source.headers } }),
    worker: sharedWorker(),
    // Only the parts that are looked at are fetched.
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: RANGE_BYTES,
    enableXfa: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    cMapUrl: `${PDFJS_FILES}cmaps/`,
    standardFontDataUrl: `${PDFJS_FILES}standard_fonts/`,
    iccUrl: `${PDFJS_FILES}iccs/`,
    wasmUrl: `${PDFJS_FILES}wasm/`,
  });
}

export { PageViewer } from "./page-viewer";
export const { normalizeUnicode } = pdfjs;
