import { describe, expect, it } from "vitest";

import { boundedZoom, nextZoom, wheelFactor } from "./zoom";

describe("zoom", () => {
  it("goes through its steps and back", () => {
    const up: number[] = [0.25];
    while ((up.at(-1) ?? 5) < 5) up.push(nextZoom(up.at(-1) ?? 5, 1));
    const down: number[] = [5];
    while ((down.at(-1) ?? 0) > 0.25) down.push(nextZoom(down.at(-1) ?? 0, -1));
    expect(up).toEqual(down.reverse());
    expect(up).toContain(1);
  });

  it("goes to the nearest step from between", () => {
    expect(nextZoom(1.06, 1)).toBe(1.1);
    expect(nextZoom(1.06, -1)).toBe(1);
    expect(nextZoom(1.0004, 1)).toBe(1.1);
  });

  it("stays within its bounds", () => {
    expect(nextZoom(5, 1)).toBe(5);
    expect(nextZoom(0.25, -1)).toBe(0.25);
    expect([boundedZoom(9), boundedZoom(0)]).toEqual([5, 0.25]);
  });

  it("is the same again after turning the wheel there and back", () => {
    for (const delta of [1, 7.5, 120, 1000]) expect(wheelFactor(delta) * wheelFactor(-delta)).toBeCloseTo(1);
    expect(wheelFactor(-100)).toBeGreaterThan(1);
    expect(wheelFactor(-100)).toBeLessThan(1.3);
  });
});
