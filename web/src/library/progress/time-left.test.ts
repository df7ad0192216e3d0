import { expect, test } from "vitest";

import { rounded, sampled, timeLeft, type Sample } from "./time-left";

function watched(...steps: [at: number, done: number][]): readonly Sample[] {
  return steps.reduce<readonly Sample[]>((samples, [at, done]) => sampled(samples, { at, done }), []);
}

test("time left follows from the speed seen", () => {
  const samples = watched([0, 3], [1000, 10], [3000, 20], [5000, 30]);
  // 20 pages in 4 s, and 70 to go.
  expect(timeLeft(samples, 100, 5000)).toBeCloseTo(14);
  expect(timeLeft(samples, 100, 7000)).toBeCloseTo(12);
});

test("nothing is said before it makes sense", () => {
  expect(timeLeft([], 100, 0)).toBeNull();
  expect(timeLeft(watched([0, 0]), 100, 9000)).toBeNull();
  expect(timeLeft(watched([0, 0], [8000, 10]), 100, 9000)).toBeNull();
  expect(timeLeft(watched([0, 0], [1000, 10], [2000, 20]), 100, 2000)).toBeNull();
});

test("a stalled document is not said to be ready in less than no time", () => {
  const samples = watched([0, 0], [1000, 10], [5000, 90]);
  expect(timeLeft(samples, 100, 60_000)).toBe(0);
  expect(timeLeft(watched([0, 0], [1000, 1], [100_000_000, 2]), 1000, 100_000_000)).toBeNull();
});

test("all pages done leave nothing to estimate", () => {
  expect(timeLeft(watched([0, 0], [1000, 10], [9000, 100]), 100, 9000)).toBeNull();
});

test("only steps are kept, and not for ever", () => {
  expect(watched([0, 5], [1000, 5], [2000, 5])).toEqual([{ at: 0, done: 5 }]);
  expect(watched(...Array.from({ length: 40 }, (_, one): [number, number] => [one, one]))).toHaveLength(12);
});

test("a document that begins again is watched anew", () => {
  expect(watched([0, 50], [1000, 60], [2000, 0])).toEqual([{ at: 2000, done: 0 }]);
});

test.each([
  [0, "moments", 0],
  [9.9, "moments", 0],
  [12, "seconds", 20],
  [59, "minutes", 1],
  [61, "minutes", 1],
  [150, "minutes", 3],
  [3599, "hours", 1],
  [7000, "hours", 2],
])("%d seconds are said in round numbers", (seconds, unit, count) => {
  expect(rounded(seconds)).toEqual({ unit, count });
});
