import { expect, test } from "vitest";

import { remaining, toggled } from "./selection";

const IDS = ["a", "b", "c", "d", "e"];

function sorted(selected: ReadonlySet<string>): string {
  return [...selected].sort().join("");
}

test("a click ticks one and unticks it again", () => {
  const one = toggled(new Set(), "b", IDS);
  expect(sorted(one)).toBe("b");
  expect(sorted(toggled(one, "b", IDS))).toBe("");
});

test("Shift ticks all from the last click on, in both directions", () => {
  expect(sorted(toggled(new Set("b"), "d", IDS, "b"))).toBe("bcd");
  expect(sorted(toggled(new Set("d"), "a", IDS, "d"))).toBe("abcd");
});

test("Shift on a ticked one unticks all between", () => {
  expect(sorted(toggled(new Set("abcde"), "d", IDS, "b"))).toBe("ae");
});

test("an anchor that is gone leaves a plain click", () => {
  expect(sorted(toggled(new Set("a"), "d", IDS, "gone"))).toBe("ad");
});

test("what left the list leaves the selection", () => {
  expect(sorted(remaining(new Set("abz"), IDS))).toBe("ab");
  const same = new Set("ab");
  expect(remaining(same, IDS)).toBe(same);
});
