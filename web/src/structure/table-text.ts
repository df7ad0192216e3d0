/** A table as text for other programs: spreadsheets and editors. */

import { rowsOf, textsOf, type Table } from "./grid";

const BYTE_ORDER_MARK = "\uFEFF";
/** A number with its sign, currency, brackets and unit: nothing that a spreadsheet would work out. */
const NUMBER = /^[-+]?\s*[$€£¥₹]?\s*\d[\d.,' \u00a0\u202f]*\s*[%‰]?$/;
const DASHES = /^-+$/;

/** Columns parted by tabs, rows by line ends. */
export function tsvOf(table: Table): string {
  return textsOf(table)
    .map((row) => row.map((text) => harmless(text).replace(/\s+/g, " ")).join("\t"))
    .join("\n");
}

/** As RFC 4180 says, with a mark by which spreadsheets know that it is UTF-8. */
export function csvOf(table: Table): string {
  const rows = textsOf(table).map((row) => row.map((text) => quoted(harmless(text))).join(","));
  return `${BYTE_ORDER_MARK}${rows.map((row) => `${row}\r\n`).join("")}`;
}

/** HTML of a table with heads and merged cells, as it is put into the clipboard. */
export function htmlOf(table: Table): string {
  const page = document.implementation.createHTMLDocument();
  const element = page.createElement("table");
  const [head, body] = [page.createElement("thead"), page.createElement("tbody")];
  element.append(head, body);
  rowsOf(table).forEach((cells, row) => {
    const line = page.createElement("tr");
    for (const cell of cells) {
      const drawn = page.createElement(row < table.headRows ? "th" : "td");
      if (cell.rowSpan > 1) drawn.rowSpan = cell.rowSpan;
      if (cell.columnSpan > 1) drawn.colSpan = cell.columnSpan;
      drawn.textContent = harmless(cell.text);
      line.append(drawn);
    }
    (row < table.headRows ? head : body).append(line);
  });
  return new XMLSerializer().serializeToString(element);
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe before it, which makes it text. */
export function harmless(text: string): string {
  const trimmed = text.trim();
  return /^[=+\-@]/.test(trimmed) && !NUMBER.test(trimmed) && !DASHES.test(trimmed) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
