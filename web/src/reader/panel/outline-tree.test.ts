import { describe, expect, it } from "vitest";

import type { Heading } from "../../api/types";
import { ancestorsOf, firstOpen, headingInView, rowsOf, shownRow } from "./outline-tree";

function heading(index: number, parent: number, page: number | null, block: number | null = null): Heading {
  return { index, title: `Heading ${index}`, level: 1, parent, page, outline: null, block };
}

const headings = [heading(0, -1, 0), heading(4, 0, 1), heading(6, 4, 1), heading(9, -1, 4)];

describe("rowsOf", () => {
  it("shows what is open", () => {
    expect(rowsOf(headings, new Set([0])).map((row) => [row.heading.index, row.depth, row.isOpen])).toEqual([
      [0, 1, true],
      [4, 2, false],
      [9, 1, false],
    ]);
    expect(rowsOf(headings, firstOpen(headings))).toHaveLength(4);
    expect(rowsOf(headings, new Set()).map((row) => [row.position, row.siblings])).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it("holds a heading whose parent is not there, or comes later, for one of the first", () => {
    const odd = [heading(1, 1, 0), heading(2, 7, 0), heading(3, 99, 0)];
    expect(rowsOf(odd, new Set([1, 2, 3])).map((row) => row.depth)).toEqual([1, 1, 1]);
  });

  it("keeps long outlines closed at first", () => {
    const many = Array.from({ length: 500 }, (_, index) => heading(index, index % 10 ? index - (index % 10) : -1, index));
    expect(rowsOf(many, firstOpen(many))).toHaveLength(50);
  });
});

describe("headingInView", () => {
  it("is the first on the page, else the last before it", () => {
    expect(headingInView(headings, { page: 1 })?.index).toBe(4);
    expect(headingInView(headings, { page: 1 }, 6)?.index).toBe(6);
    expect(headingInView(headings, { page: 3 }, 0)?.index).toBe(6);
    expect(headingInView([], { page: 3 })).toBeNull();
  });

  it("is the last at or before the block in view", () => {
    const flowing = [heading(0, -1, null, 2), heading(1, -1, null, 8)];
    expect(headingInView(flowing, { block: 1 })).toBeNull();
    expect(headingInView(flowing, { block: 8 })?.index).toBe(1);
  });
});

describe("shownRow", () => {
  it("is the closed heading that hides it", () => {
    expect(ancestorsOf(headings, 6)).toEqual([4, 0]);
    expect(shownRow(rowsOf(headings, new Set([0])), headings, 6)).toBe(4);
    expect(shownRow(rowsOf(headings, new Set([0, 4])), headings, 6)).toBe(6);
  });
});
