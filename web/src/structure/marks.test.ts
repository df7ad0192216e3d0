import { describe, expect, it } from "vitest";

import type { Element } from "../api/types";
import { fileName } from "./file-name";
import { counted } from "./kinds";
import { blockMarks, indexOf, markId, pageMarks, type MarkOptions } from "./marks";
import { pagesAround, windowCount, windowOf } from "./windows";

const TABLE: Element = {
  page: 2,
  index: 5,
  type: "table",
  kind: "table",
  outline: [10, 20, 110, 60],
  rotation: 0,
  is_heading: false,
  syllabus: 4,
  grid: { rows: [20], columns: [50] },
  cells: { "0_0": { text: "a" }, "1_1": { text: "b" } },
  merged: [],
};
const HEADING: Element = { page: 2, index: 4, type: "paragraph", kind: "heading", outline: [10, 5, 60, 15], rotation: 0, is_heading: true, syllabus: -1, text: "T" };
const OPTIONS: MarkOptions = { isShown: () => true, selected: 4, pointed: 5, labelOf: ({ index }) => `Element ${index}` };

describe("marks", () => {
  it("are boxes, and the lines of a table under its box", () => {
    const marks = pageMarks([HEADING, TABLE], OPTIONS);
    expect(marks.map((mark) => mark.id)).toEqual(["element-4", "line-5-0", "line-5-1", "element-5"]);
    expect(marks[0]).toMatchObject({ page: 2, box: [10, 5, 60, 15], clickable: true, label: "Element 4" });
    expect(marks[0]?.className).toBe("structure-mark structure-heading structure-mark-selected");
    expect(marks[3]).toMatchObject({ box: [10, 20, 110, 60], className: "structure-mark structure-table structure-mark-pointed" });
    expect(marks[1]?.clickable).toBeUndefined();
  });

  it("are of the kinds that are switched on, and have a place", () => {
    expect(pageMarks([HEADING, TABLE], { ...OPTIONS, isShown: (kind) => kind === "heading" })).toHaveLength(1);
    expect(pageMarks([{ ...HEADING, outline: [0, 0, 0, 0] }], OPTIONS)).toEqual([]);
  });

  it("stand on blocks of a flowing document", () => {
    expect(blockMarks([TABLE], OPTIONS)).toMatchObject([{ id: "element-5", block: 5, kind: "element" }]);
  });

  it("tell which element they stand for", () => {
    expect(indexOf(markId(12))).toBe(12);
    expect(["line-5-0", "element-x", "source-1", ""].map(indexOf)).toEqual([null, null, null, null]);
  });
});

it("kinds are counted, headings apart", () => {
  expect([...counted([HEADING, TABLE, TABLE])]).toEqual([["heading", 1], ["table", 2]]);
});

it("pages are those beside the one in view", () => {
  expect(pagesAround(0, 5)).toEqual([0, 1]);
  expect(pagesAround(3, 5)).toEqual([3, 4, 2]);
  expect(pagesAround(0, 1)).toEqual([0]);
  expect([windowOf(49), windowOf(50), windowCount(0), windowCount(101)]).toEqual([0, 1, 1, 3]);
});

it("files are named after their document", () => {
  expect(fileName("Annual: report/2025.pdf", "table 3", "csv")).toBe("Annual report 2025 table 3.csv");
  expect(fileName("../..", "table 3", "csv")).toBe(".. .. table 3.csv");
  expect(fileName("\u202e.pdf", "table 3", "csv")).toBe("document table 3.csv");
});
