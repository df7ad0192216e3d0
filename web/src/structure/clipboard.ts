/** What goes out of the structure view: onto the clipboard, into files. */

import { notify } from "../ui/notices";
import { t } from "./texts";

/** Puts a text into the clipboard, for programs that know it as markup too. Says whether the browser let it. */
export async function copy(text: string, html?: string): Promise<boolean> {
  const flavours: Record<string, Blob> = { "text/plain": new Blob([text], { type: "text/plain" }) };
  if (html !== undefined) flavours["text/html"] = new Blob([html], { type: "text/html" });
  try {
    await navigator.clipboard.write([new ClipboardItem(flavours)]);
    return true;
  } catch {
    notify(t("copyFailed"), "error");
    return false;
  }
}

/** Has the browser save a text as a file. */
export function save(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // The browser has taken hold of it by the time other work is done.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** A file name for a part of a document: its own without the ending, and nothing that file systems refuse. */
export function fileName(document: string, part: string, ending: string): string {
  const stem = document
    .replace(/\.\w{1,5}$/, "")
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 80);
  return `${stem || "document"} ${part}.${ending}`;
}
