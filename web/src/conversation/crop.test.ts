import { describe, expect, it } from "vitest";

import { cropAround, drawnCrop } from "./crop";

describe("the crop of a preview", () => {
  it.each([
    ["a narrow cell", [[420, 300, 460, 312]]],
    ["a line", [[72, 100, 520, 112]]],
    ["the page's corner", [[0, 0, 30, 10]]],
    ["a wide page's end", [[900, 500, 940, 512]]],
  ] as const)("shows %s whole, and wide enough to be read", (_, boxes) => {
    const [left, top, right, bottom] = cropAround(boxes);
    const [[x0, y0, x1, y1]] = boxes;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThanOrEqual(0);
    expect([left <= x0, top <= y0, right >= x1, bottom >= y1]).toEqual([true, true, true, true]);
    expect(right - left).toBeGreaterThanOrEqual(380);
    expect(right - left).toBeLessThanOrEqual(540);
  });

  it("shows the beginning of what is tall", () => {
    const [, top, , bottom] = cropAround([[72, 100, 520, 700]]);
    expect([top < 100, bottom - top]).toEqual([true, 230]);
  });

  it("is told by the picture where the page ended before it", () => {
    expect(drawnCrop([400, 100, 800, 200], { width: 400, height: 200 })).toEqual([400, 100, 600, 200]);
    expect(drawnCrop([0, 100, 400, 200], { width: 800, height: 100 })).toEqual([0, 100, 400, 150]);
    expect(drawnCrop([0, 100, 400, 200], { width: 800, height: 200 })).toEqual([0, 100, 400, 200]);
  });
});
