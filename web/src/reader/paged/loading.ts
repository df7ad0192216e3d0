/** Opening PDF files; pdf.js itself comes with the first of them. */

import type { PDFDocumentProxy } from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

import { ReaderError, type DocumentFile } from "../reader";
import { t } from "../texts";
import type * as engine from "./engine";

type Engine = typeof engine;

let isPrepared = false;

/** pdf.js, which is loaded once. Throws ReaderError when the service does not answer. */
export async function loadEngine(): Promise<Engine> {
  try {
    return await import("./engine");
  } catch {
    throw new ReaderError("unreachable", t("unreachable"));
  }
}

/** Starts loading what a first document needs, all at once; when that fails, opening it tells so. */
export function prepare(): void {
  // For the browser's cache, from which the worker starts.
  if (!isPrepared) fetch(workerUrl).then((reply) => reply.blob(), () => undefined).catch(() => undefined);
  isPrepared = true;
  loadEngine().then((engine) => engine.startWorker(), () => undefined);
  import("./paged-reader").catch(() => undefined);
}

/** Opens a file; whoever does so calls `destroy()` of its `loadingTask` in the end. Throws ReaderError. */
export async function openPdf(file: DocumentFile): Promise<PDFDocumentProxy> {
  const { load } = await loadEngine();
  return opened(load(file));
}

/** How many pages a PDF on the user's own disk has. Throws ReaderError. */
export async function countPages(file: File): Promise<number> {
  const [{ load }, bytes] = await Promise.all([loadEngine(), file.arrayBuffer()]);
  const task = load(bytes);
  try {
    return (await opened(task)).numPages;
  } finally {
    await task.destroy();
  }
}

async function opened(task: ReturnType<Engine["load"]>): Promise<PDFDocumentProxy> {
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy();
    throw explained(error);
  }
}

/** The reader's error for one of pdf.js, which tells them apart by name and status. */
export function explained(error: unknown): ReaderError {
  if (!(error instanceof Error)) return new ReaderError("broken", t("broken"));
  if (error.name === "PasswordException") return new ReaderError("broken", t("locked"));
  if (error.name !== "ResponseException" && !isUnreachable(error)) return new ReaderError("broken", t("broken"));
  const status = "status" in error ? Number(error.status) : 0;
  if (status === 401 || status === 403) return new ReaderError("refused", t("refused"));
  if (status === 404 || status === 410) return new ReaderError("missing", t("missing"));
  return new ReaderError("unreachable", t("unreachable"));
}

/** Browsers' fetch says no more than this when there is no reply. */
function isUnreachable(error: Error): boolean {
  return error.name === "UnknownErrorException" && /fetch|network|load failed/i.test(error.message);
}
