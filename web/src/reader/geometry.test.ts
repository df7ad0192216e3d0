import { describe, expect, it } from "vitest";

import type { Box } from "../api/types";
import {
  boxOf,
  boxOnPage,
  clipped,
  linesOf,
  percentagesOf,
  shareInside,
  straightBox,
  turnedBox,
  turnedSize,
  turnOf,
  type TextBox,
  type Turn,
} from "./geometry";

const TURNS: readonly Turn[] = [0, 90, 180, 270];
const PAGES = [
  { width: 595, height: 842 },
  { width: 842, height: 595 },
  { width: 200, height: 200 },
];
const BOXES: readonly Box[] = [
  [0, 0, 10, 20],
  [72, 300, 140.5, 312.25],
  [1, 2, 199, 150],
];

function expectBox(found: Box, wanted: Box): void {
  found.forEach((side, place) => expect(side).toBeCloseTo(wanted[place] ?? NaN, 8));
}

function across(left: number, top: number, right: number, bottom: number): TextBox {
  return { box: [left, top, right, bottom], upright: false };
}

function down(left: number, top: number, right: number, bottom: number): TextBox {
  return { box: [left, top, right, bottom], upright: true };
}

describe("turns", () => {
  it.each(PAGES)("come back to where they began: $width × $height", (page) => {
    for (const turn of TURNS) {
      for (const box of BOXES) expectBox(straightBox(turnedBox(box, page, turn), page, turn), box);
    }
  });

  it.each(PAGES)("add up: $width × $height", (page) => {
    for (const first of TURNS) {
      for (const second of TURNS) {
        for (const box of BOXES) {
          const twice = turnedBox(turnedBox(box, page, first), turnedSize(page, first), second);
          expectBox(twice, turnedBox(box, page, turnOf(first + second)));
        }
      }
    }
  });

  it("go clockwise", () => {
    const page = { width: 100, height: 200 };
    const corner: Box = [0, 0, 10, 20];
    expect(turnedBox(corner, page, 90)).toEqual([180, 0, 200, 10]);
    expect(turnedBox(corner, page, 180)).toEqual([90, 180, 100, 200]);
    expect(turnedBox(corner, page, 270)).toEqual([0, 90, 20, 100]);
  });

  it("keep what a box covers", () => {
    for (const page of PAGES) {
      for (const turn of TURNS) {
        const [left, top, right, bottom] = turnedBox([72, 100, 140, 112], page, turn);
        expect([right - left, bottom - top].sort((one, other) => one - other)).toEqual([12, 68]);
      }
    }
  });

  it("are told from any number of degrees", () => {
    expect([-90, 0, 360, 450, -720, 180].map(turnOf)).toEqual([270, 0, 0, 90, 0, 180]);
  });
});

describe("percentages", () => {
  it("are those of the page, and lead back", () => {
    expect(percentagesOf([50, 50, 100, 150], { width: 200, height: 500 })).toEqual({
      left: 25,
      top: 10,
      width: 25,
      height: 20,
    });
    for (const page of PAGES) {
      for (const box of BOXES) expectBox(boxOf(percentagesOf(box, page), page), box);
    }
  });
});

describe("boxes", () => {
  it("go from the screen to the page", () => {
    const page = { width: 100, height: 50 };
    expect(boxOnPage([30, 20, 50, 30], [10, 10, 210, 110], page)).toEqual([10, 5, 20, 10]);
  });

  it("are cut to their page, or are not on it", () => {
    const page = { width: 100, height: 50 };
    expect(clipped([-5, 10, 120, 20], page)).toEqual([0, 10, 100, 20]);
    expect(clipped([100, 10, 120, 20], page)).toBeNull();
    expect(clipped([10, -9, 20, -1], page)).toBeNull();
  });

  it("know how much of them lies in another", () => {
    expect(shareInside([0, 0, 10, 10], [5, 0, 20, 10])).toBe(0.5);
    expect(shareInside([0, 0, 10, 10], [10, 10, 20, 20])).toBe(0);
    expect(shareInside([3, 3, 3, 9], [0, 0, 10, 10])).toBe(0);
  });
});

describe("lines", () => {
  it("gather the pieces that stand beside each other", () => {
    const pieces = [across(10, 100, 30, 112), across(34, 101, 60, 112), across(10, 114, 50, 126)];
    expect(linesOf(pieces)).toEqual([
      [10, 100, 60, 112],
      [10, 114, 50, 126],
    ]);
  });

  it("keep small type in its line", () => {
    expect(linesOf([across(10, 100, 30, 112), across(31, 98, 34, 105)])).toEqual([[10, 98, 34, 112]]);
  });

  it("do not join columns, whose lines are read one below the other", () => {
    const pieces = [across(10, 100, 90, 112), across(10, 114, 90, 126), across(110, 100, 190, 112)];
    expect(linesOf(pieces)).toHaveLength(3);
  });

  it("may run down the page", () => {
    const pieces = [down(100, 10, 112, 50), down(100, 54, 112, 90), down(84, 10, 96, 60)];
    expect(linesOf(pieces)).toEqual([
      [100, 10, 112, 90],
      [84, 10, 96, 60],
    ]);
  });

  it("are none where there is nothing", () => {
    expect(linesOf([])).toEqual([]);
  });
});
