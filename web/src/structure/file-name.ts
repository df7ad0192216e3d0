/** Names of files that are saved from the structure view. */

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
