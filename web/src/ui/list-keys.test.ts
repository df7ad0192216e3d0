import { expect, test } from "vitest";

import { nextByLetter, stepped } from "./list-keys";

test("arrows go round", () => {
  expect(stepped("ArrowDown", -1, 3)).toBe(0);
  expect(stepped("ArrowDown", 2, 3)).toBe(0);
  expect(stepped("ArrowUp", 0, 3)).toBe(2);
  expect(stepped("ArrowUp", -1, 3)).toBe(2);
  expect(stepped("Home", 2, 3)).toBe(0);
  expect(stepped("End", 0, 3)).toBe(2);
  expect(stepped("a", 0, 3)).toBeNull();
  expect(stepped("ArrowDown", -1, 0)).toBeNull();
  expect(stepped("ArrowLeft", 0, 3, ["ArrowRight", "ArrowLeft"])).toBe(2);
  expect(stepped("ArrowDown", 0, 3, ["ArrowRight", "ArrowLeft"])).toBeNull();
});

test("a letter leads to the next entry that begins with it", () => {
  const labels = ["Rename", "Delete", "Remove"];
  expect(nextByLetter("r", 0, labels)).toBe(2);
  expect(nextByLetter("R", 2, labels)).toBe(0);
  expect(nextByLetter("x", 0, labels)).toBeNull();
  expect(nextByLetter("Enter", 0, labels)).toBeNull();
  expect(nextByLetter(" ", 0, labels)).toBeNull();
});
