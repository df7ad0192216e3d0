import { describe, expect, it } from "vitest";

import { materialOf, MOST_CHARACTERS } from "./asking";

const PLACE = { page: 0, index: 3, rotation: 0, is_heading: false, syllabus: -1, outline: [0, 0, 10, 10] };

describe("what an element says", () => {
  it("is its text, and no more than is taken", () => {
    expect(materialOf({ ...PLACE, type: "paragraph", kind: "paragraph", text: " Fees rose.\n" })).toBe("Fees rose.");
    expect(materialOf({ ...PLACE, type: "paragraph", kind: "paragraph", text: "x".repeat(9000) })).toHaveLength(MOST_CHARACTERS);
  });

  it("is read row by row in a table, and from the caption of a figure", () => {
    const cells = { "0_1": { text: "2024" }, "1_0": { text: "Fees" }, "1_1": { text: "412" } };
    expect(materialOf({ ...PLACE, type: "table", kind: "table", cells, grid: { rows: [5], columns: [5] }, merged: [] })).toBe("2024\nFees 412");
    expect(materialOf({ ...PLACE, type: "figure", kind: "figure", caption: { text: "The quay", outline: [0, 8, 10, 10] } })).toBe("The quay");
    expect(materialOf({ ...PLACE, type: "image", kind: "image" })).toBe("");
  });
});
