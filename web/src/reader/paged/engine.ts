/** pdf.js with its viewer and its worker, which `loading.ts` loads when the first document is opened. */

import * as pdfjs from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

import type { DocumentFile } from "../reader";
import { PDFJS_FILES } from "./files";

/** Bytes asked for at once: few enough to show a first page soon, enough to ask seldom. */
const RANGE_BYTES = 1 << 17;

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

let worker: pdfjs.PDFWorker | null = null;

/** The worker that all documents share, which starts with the first call. */
export function startWorker(): pdfjs.PDFWorker {
  if (worker === null || worker.destroyed) worker = new pdfjs.PDFWorker({ verbosity: pdfjs.VerbosityLevel.ERRORS });
  return worker;
}

/** Opens a file, or the bytes of one. */
export function load(source: DocumentFile | ArrayBuffer): pdfjs.PDFDocumentLoadingTask {
  return pdfjs.getDocument({
    ...(source instanceof ArrayBuffer ? { data: source } : { url: source.url, httpHeaders: { ...source.headers } }),
    worker: startWorker(),
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
