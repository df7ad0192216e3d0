import { describe, expect, it } from "vitest";

import { blockMarks, merged, pageMarks, readAnnotations, withoutType } from "./annotations";

const BLOCK = "pdflux-identification-element-block";

const square = (id: string, rect: unknown, more: object = {}) => ({ id, pageNumber: 2, rect, annotationType: 5, customType: BLOCK, ...more });

describe("annotations", () => {
  it("become rectangles on pages counted from 0", () => {
    const { annotations, refused } = readAnnotations([square("a", [10, 20, 30, 40])]);
    expect(refused).toBe(0);
    expect(pageMarks(annotations, "Source")).toEqual([
      { id: "a", page: 1, box: [10, 20, 30, 40], kind: "source", label: "Source" },
    ]);
  });

  it("take corners in any order and ids that are numbers", () => {
    const { annotations } = readAnnotations([{ id: 7, pageNumber: 1, rect: [30, 40, 10, 20] }]);
    expect(pageMarks(annotations, "")).toMatchObject([{ id: "7", page: 0, box: [10, 20, 30, 40] }]);
  });

  it.each([null, 5, {}, { id: "a", pageNumber: 0 }, { id: "a", pageNumber: 1.5 }, { pageNumber: 1, rect: [1, 2, 3, 4] }])(
    "are refused when they name no place: %o",
    (given) => {
      expect(readAnnotations([given, square("b", [1, 2, 3, 4])])).toMatchObject({ refused: 1, annotations: [{ id: "b" }] });
    },
  );

  it.each([undefined, "", {}, { length: 2 }])("must be a list: %o", (given) => {
    expect(() => readAnnotations(given)).toThrow(TypeError);
  });

  it.each([[[1, 2, 3]], [[1, 2, 3, Number.NaN]], [["1", 2, 3, 4]], [[1, 2, 1, 4]], [undefined]])(
    "draw nothing on a page without a rectangle: %o",
    (rect) => {
      expect(pageMarks(readAnnotations([square("a", rect)]).annotations, "")).toEqual([]);
    },
  );

  it("become blocks and nodes of flowing text", () => {
    const { annotations } = readAnnotations([
      square("whole", [-2, -2, 2, 2]),
      { id: "node", pageNumber: 4, rect: { xpath: "/html/body/table/tbody/tr[2]/td[1]" } },
      { id: "index", index: 0, xpath: "/html/body/p[1]" },
    ]);
    expect(blockMarks(annotations, "Source")).toEqual([
      { id: "whole", block: 1, kind: "source", label: "Source" },
      { id: "node", block: 3, kind: "source", label: "Source", xpath: "/html/body/table/tbody/tr[2]/td[1]" },
      { id: "index", block: 0, kind: "source", label: "Source", xpath: "/html/body/p[1]" },
    ]);
  });

  it("go by their type, and give place to those with the same id", () => {
    const { annotations } = readAnnotations([square("a", [1, 2, 3, 4]), square("b", [1, 2, 3, 4], { customType: "note" })]);
    expect(withoutType(annotations, BLOCK).map((one) => one.id)).toEqual(["b"]);
    expect(withoutType(annotations, 5)).toEqual([]);
    expect(withoutType(annotations, undefined)).toHaveLength(2);
    const again = readAnnotations([square("a", [5, 6, 7, 8])]).annotations;
    expect(merged(annotations, again).map((one) => [one.id, one.rect?.[0]])).toEqual([["a", 5], ["b", 1]]);
  });
});
