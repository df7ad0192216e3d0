import { describe, expect, it } from "vitest";

import type { Place } from "../../api/places";
import { blockMarksOf, markOf, pageMarksOf, stepsOf, wordsIn } from "./proof";

const places: Place[] = [
  { kind: "paged", uploadId: "a", page: 3, boxes: [[1, 2, 3, 4], [5, 6, 7, 8]] },
  { kind: "flowing", uploadId: "b", block: 7, xpaths: ["/html/body/p[1]"] },
  { kind: "paged", uploadId: "a", page: 3, boxes: [[1, 2, 3, 4], [5, 6, 7, 8]] },
  { kind: "paged", uploadId: "a", page: 9, boxes: [[1, 2, 3, 4]] },
];
const name = (step: number): string => `step ${step}`;

describe("proof", () => {
  it("has each place once", () => {
    expect(stepsOf(places).map((place) => place.uploadId)).toEqual(["a", "b", "a"]);
  });

  it("marks the open document's places, the present one as active", () => {
    const marks = pageMarksOf(stepsOf(places), "a", 2, name);
    expect(marks.map(({ id, page, kind }) => [id, page, kind])).toEqual([
      ["proof-0-0", 3, "source"],
      ["proof-0-1", 3, "source"],
      [markOf(2), 9, "active"],
    ]);
    expect(blockMarksOf(stepsOf(places), "b", 1, name)).toEqual([
      { id: markOf(1), block: 7, xpath: "/html/body/p[1]", kind: "active", label: "step 1" },
    ]);
  });
});

describe("wordsIn", () => {
  const page = ([x, y]: readonly [number, number]): readonly [number, number] => [x, 100 - y];

  it("gives the words in boxes", () => {
    const pieces = [
      { str: "Net income 46.2 2025", transform: [10, 0, 0, 10, 0, 80], width: 200 },
      { str: "Other", transform: [10, 0, 0, 10, 0, 40], width: 50 },
    ];
    expect(wordsIn(pieces, { boxes: [[105, 8, 152, 22]] }, page)).toBe("46.2");
  });

  it("follows lines that run upwards", () => {
    const pieces = [{ str: "up there", transform: [0, 10, -10, 0, 20, 10], width: 80 }];
    expect(wordsIn(pieces, { boxes: [[8, 5, 22, 58]] }, page)).toBe("there");
  });
});
