/** pdf.js's worker, which can be started before pdf.js itself is there: both take a while, side by side. */

import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

let started: Worker | null = null;

/** The worker that all documents share; starts it with the first call. */
export function startWorker(): Worker {
  started ??= new Worker(workerUrl, { type: "module" });
  return started;
}
