import { describe, expect, it } from "vitest";

import type { Element } from "../api/types";
import { gridLines, rowsOf, tableOf, textsOf } from "./grid";

const EMPTY = { page: 0, index: 3, rotation: 0, is_heading: false, syllabus: -1 };

function table(rows: number[], columns: number[], cells: Record<string, string>, merged: [number, number][][] = []): Element {
  const texts = Object.fromEntries(Object.entries(cells).map(([place, text]) => [place, { text }]));
  return { ...EMPTY, type: "table", kind: "table", outline: [100, 200, 400, 260], grid: { rows, columns }, cells: texts, merged };
}

const SPANNED = table([20, 40], [100, 200], { "0_1": "Year ended", "1_1": "2025", "1_2": "2024", "2_0": "Sales", "2_1": "7", "2_2": "6" }, [
  [[0, 1], [0, 2]],
]);

const rounded = (boxes: readonly (readonly number[])[]) => boxes.map((box) => box.map((side) => Math.round(side * 10) / 10));

describe("a table", () => {
  it("has a cell at every place, merged ones once", () => {
    const read = tableOf(SPANNED);
    expect(read).toMatchObject({ rowCount: 3, columnCount: 3, headRows: 2 });
    expect(read && rowsOf(read)[0]).toEqual([
      { row: 0, column: 0, rowSpan: 1, columnSpan: 1, text: "" },
      { row: 0, column: 1, rowSpan: 1, columnSpan: 2, text: "Year ended" },
    ]);
    expect(read && textsOf(read)).toEqual([["", "Year ended", ""], ["", "2025", "2024"], ["Sales", "7", "6"]]);
  });

  it("takes its size from the cells where there are no lines", () => {
    expect(tableOf(table([], [], { "0_0": "a", "2_1": "b" }))).toMatchObject({ rowCount: 3, columnCount: 2, headRows: 1 });
  });

  it("names its columns in the first row, and never in all rows", () => {
    expect(tableOf(table([20], [100], { "0_0": "Kind", "0_1": "2024", "1_0": "Fees", "1_1": "1" }))?.headRows).toBe(1);
    expect(tableOf(table([], [100], { "0_0": "Kind", "0_1": "2024" }))?.headRows).toBe(0);
  });

  it("is none without cells", () => {
    expect(tableOf(table([], [], {}))).toBeNull();
    expect(tableOf({ ...EMPTY, type: "paragraph", kind: "paragraph", outline: [0, 0, 1, 1], text: "x" })).toBeNull();
  });
});

describe("the lines of a grid", () => {
  it("stand between cells, and not in merged ones", () => {
    expect(rounded(gridLines(SPANNED))).toEqual([
      [199.6, 200, 200.4, 260],
      [299.6, 220, 300.4, 260],
      [100, 219.6, 400, 220.4],
      [100, 239.6, 400, 240.4],
    ]);
  });

  it("go on at the other side of a cell over several rows", () => {
    const tall = table([20, 40], [100], { "0_0": "a", "0_1": "b", "2_0": "c" }, [[[0, 1], [1, 1]]]);
    expect(rounded(gridLines(tall))).toEqual([
      [199.6, 200, 200.4, 260],
      [100, 219.6, 200, 220.4],
      [100, 239.6, 400, 240.4],
    ]);
  });

  it("are none in a flowing document", () => {
    expect(gridLines({ ...table([], [], { "0_0": "a", "1_1": "b" }), outline: [0, 0, 0, 0] })).toEqual([]);
  });
});
