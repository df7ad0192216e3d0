/** Opening PDF files; pdf.js itself comes with the first of them. */

import type { PDFDocumentProxy } from "pdfjs-dist";

import { ReaderError, type DocumentFile } from "../reader";
import { t } from "../texts";
import type * as engine from "./engine";

type Engine = typeof engine;

/** A document that is being opened before there is a reader for it. */
let expected: { readonly url: string; readonly document: Promise<PDFDocumentProxy> } | null = null;

/** pdf.js, which is loaded once. Throws ReaderError when the service does not answer. */
export async function loadEngine(): Promise<Engine> {
  try {
    return await import("./engine");
  } catch {
    throw new ReaderError("unreachable", t("unreachable"));
  }
}

/** Begins to open a file that a reader will ask for in a moment; when that fails, the reader is told. */
export function expectPdf(file: DocumentFile): void {
  forgetExpected();
  const document = newlyOpened(file);
  document.catch(() => undefined);
  expected = { url: file.url, document };
}

/** Opens a file; whoever does so calls `destroy()` of its `loadingTask` in the end. Throws ReaderError. */
export async function openPdf(file: DocumentFile): Promise<PDFDocumentProxy> {
  if (expected?.url !== file.url) {
    forgetExpected();
    return newlyOpened(file);
  }
  const { document } = expected;
  expected = null;
  return document;
}

async function newlyOpened(file: DocumentFile): Promise<PDFDocumentProxy> {
  const { load } = await loadEngine();
  return opened(load(file));
}

function forgetExpected(): void {
  expected?.document.then((document) => document.loadingTask.destroy(), () => undefined);
  expected = null;
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
