import { describe, expect, it } from "vitest";

import type { Table } from "./grid";
import { csvOf, harmless, htmlOf, tsvOf } from "./table-text";

function table(...rows: string[][]): Table {
  const cells = rows.flatMap((texts, row) =>
    texts.map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text })),
  );
  return { rowCount: rows.length, columnCount: rows[0]?.length ?? 0, headRows: 1, cells };
}

describe("a cell", () => {
  it.each(["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@SUM(A1)", " =1", "\t=1", "-1-2", "--1", "+-1"])("is made text: %s", (text) => {
    expect(harmless(text)).toBe(`'${text}`);
  });

  it.each(["-5", "+3.2 %", "-1,234.5", "- $ 12", "-", "—", "(5)", "A-1", "1+1", "", "-€7"])("stays as it is: %s", (text) => {
    expect(harmless(text)).toBe(text);
  });
});

it("becomes columns parted by tabs", () => {
  expect(tsvOf(table(["Fee", "2024"], ["Crane\nhire\t(all)", "-58"]))).toBe("Fee\t2024\nCrane hire (all)\t-58");
});

it("becomes CSV with quotes where they are needed", () => {
  const csv = csvOf(table(["Fee", 'The "old" one'], ["a, b", "line\nend"], ["=1", "-2"]));
  expect(csv).toBe('\uFEFFFee,"The ""old"" one"\r\n"a, b","line\nend"\r\n\'=1,-2\r\n');
});

it("becomes HTML in which a cell's text is nothing but text", () => {
  const html = htmlOf({ ...table(["<b>Fee</b>", "x"]), rowCount: 1, headRows: 0, cells: [{ row: 0, column: 0, rowSpan: 1, columnSpan: 2, text: "<img src=x onerror=1>" }] });
  expect(html).toContain("&lt;img src=x onerror=1&gt;");
  expect(html).not.toContain("<img");
  expect(html).toContain('colspan="2"');
});
