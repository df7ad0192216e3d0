/** Contrast of the colours that stand on each other, in both themes, as WCAG 2.2 counts it. */

import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

type Theme = "light" | "dark";

const TEXT = 4.5;
const SHAPE = 3;
const GROUNDS = ["paper", "surface", "raised", "sunken"];

/** Ink, its grounds, and the least contrast between them. */
const PAIRS: readonly (readonly [ink: string, grounds: readonly string[], least: number])[] = [
  ["ink", [...GROUNDS, "accent-soft", "danger-soft", "warn-soft", "good-soft", "highlight"], TEXT],
  ["ink-soft", [...GROUNDS, "accent-soft"], TEXT],
  ["accent", [...GROUNDS, "accent-soft"], TEXT],
  ["accent-strong", [...GROUNDS, "accent-soft"], TEXT],
  ["accent-ink", ["accent", "accent-strong"], TEXT],
  ["danger", [...GROUNDS, "danger-soft"], TEXT],
  ["good", [...GROUNDS, "good-soft"], TEXT],
  ["warn", [...GROUNDS, "warn-soft"], TEXT],
  ["line-strong", GROUNDS, SHAPE],
];

const SHEET = readFileSync(`${import.meta.dirname}/tokens.css`, "utf8");

function colour(name: string, theme: Theme): string {
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(SHEET) ?? [];
  const found = theme === "light" ? light : dark;
  if (found === undefined) throw new Error(`--${name} has no colour for ${theme}`);
  return found;
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test("contrast is counted as it should be", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each<Theme>(["light", "dark"])("in %s", (theme) => {
  const cases = PAIRS.flatMap(([ink, grounds, least]) => grounds.map((ground) => [ink, ground, least] as const));
  test.each(cases)("%s on %s reaches %d", (ink, ground, least) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(least);
  });
});
