import { describe, expect, it } from "vitest";

import { bounded, NARROWEST, shareAfter, shareAt, WIDEST } from "./split";

describe("split", () => {
  it("moves by keys, the other way round from right to left", () => {
    expect(shareAfter("ArrowRight", 50, false)).toBe(52);
    expect(shareAfter("ArrowRight", 50, true)).toBe(48);
    expect(shareAfter("Home", 50, false)).toBe(NARROWEST);
    expect(shareAfter("End", 50, false)).toBe(WIDEST);
    expect(shareAfter("a", 50, false)).toBeNull();
  });

  it("follows the pointer within bounds", () => {
    expect(shareAt(600, { left: 100, width: 1000 }, false)).toBe(50);
    expect(shareAt(400, { left: 100, width: 1000 }, true)).toBe(70);
    expect(shareAt(0, { left: 100, width: 1000 }, false)).toBe(NARROWEST);
    expect(bounded(Number.NaN)).toBeGreaterThan(NARROWEST);
  });
});
