/** Tables as CSV. */

import { textOf, type Cell } from "./tree";

/** Rows of a table as RFC 4180 wants them, without sources. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map((cell) => field(textOf(cell.children).trim())).join(",")).join("\r\n");
}

function field(text: string): string {
  // A spreadsheet would compute what begins like a formula; a signed figure is none.
  const safe = /^[=@\t\r]|^[+-](?![\d.,\s]*\d[\d.,\s%]*$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
