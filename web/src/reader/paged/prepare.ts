/** What a reader of pages consists of, asked for before the reader is made. */

import { loadEngine } from "./loading";
import { startWorker } from "./worker";

/** Starts loading what a first document needs, all at once; when that fails, opening it tells so. */
export function prepare(): void {
  startWorker();
  loadEngine().catch(() => undefined);
  import("./paged-reader").catch(() => undefined);
}
