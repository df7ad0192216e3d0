import { describe, expect, it } from "vitest";

import type { Box } from "../../api/types";
import { boxAfter, boxInView, onScreen } from "./keyed-box";
import type { ShownPage } from "./words";

const SIZE = { width: 200, height: 300 };
const BOX: Box = [60, 60, 120, 100];

function shown(turn: ShownPage["turn"]): ShownPage {
  const element = document.createElement("div");
  const [width, height] = turn % 180 ? [600, 400] : [400, 600];
  element.getBoundingClientRect = () => new DOMRect(50, -100, width, height);
  return { page: 0, element, size: SIZE, turn };
}

function rounded({ x, y, width, height }: DOMRect): number[] {
  return [x, y, width, height].map(Math.round);
}

describe("a box that keys move", () => {
  it("moves the way of the arrow on the screen, however the page is turned", () => {
    expect(boxAfter("ArrowRight", false, BOX, { size: SIZE, turn: 0 })).toEqual([66, 60, 126, 100]);
    expect(boxAfter("ArrowDown", false, BOX, { size: SIZE, turn: 0 })).toEqual([60, 66, 120, 106]);
    for (const turn of [0, 90, 180, 270] as const) {
      const page = shown(turn);
      const [before, after] = [onScreen(BOX, page), onScreen(boxAfter("ArrowLeft", false, BOX, page), page)];
      expect(rounded(after).map((side, at) => side - (rounded(before)[at] ?? 0))).toEqual([-12, 0, 0, 0]);
    }
  });

  it("stays on its page", () => {
    let box = BOX;
    for (let step = 0; step < 100; step++) box = boxAfter("ArrowUp", false, box, { size: SIZE, turn: 0 });
    expect(box).toEqual([60, 0, 120, 40]);
    for (let step = 0; step < 100; step++) box = boxAfter("ArrowRight", true, box, { size: SIZE, turn: 0 });
    expect(box).toEqual([60, 0, 200, 40]);
  });

  it("never shrinks to nothing", () => {
    let box = BOX;
    for (let step = 0; step < 100; step++) box = boxAfter("ArrowUp", true, box, { size: SIZE, turn: 0 });
    expect(box).toEqual([60, 60, 120, 66]);
  });

  it("begins in the middle of what is in view", () => {
    const view = new DOMRect(0, 0, 500, 400);
    const page = shown(0);
    const box = boxInView(page, view);
    expect(box && rounded(onScreen(box, page))).toEqual([150, 150, 200, 100]);
    expect(boxInView(page, new DOMRect(0, 600, 500, 400))).toBeNull();
  });
});
