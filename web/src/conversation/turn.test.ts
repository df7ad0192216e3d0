import { describe, expect, it } from "vitest";

import type { ListedQuestion } from "../api/types";
import { extrasOf } from "./extras";
import { sameIds, sourcesOf, storedTurn, withoutRepeated } from "./turn";

const STORED: ListedQuestion = {
  id: 5,
  question: "Why?",
  answer: "So.",
  created_at: 1,
  type: "doc",
  source_info: [{ upload_id: "a", "0": [[1, 2, 3, 4]] }],
  unsupported: [],
  formula: null,
  search_entire_doc: true,
  detailed_citation: true,
  model_type: "default",
  upload_ids: ["a"],
  state: "done",
};

describe("what is read from the service", () => {
  it("becomes a turn", () => {
    expect(storedTurn(STORED)).toMatchObject({ id: 5, state: "done", answer: "So.", lacksSelection: false, sources: STORED.source_info });
    expect(storedTurn({ ...STORED, state: "answering", type: "select" })).toMatchObject({ state: "elsewhere", lacksSelection: true });
  });

  it("may hold no source", () => {
    expect(sourcesOf(null)).toEqual([]);
    expect(sourcesOf([{ upload_id: 3 }, {}])).toEqual([]);
  });

  it("hides a failure that was asked again", () => {
    const turns = [
      storedTurn({ ...STORED, id: 1, state: "failed" }),
      storedTurn({ ...STORED, id: 2 }),
      storedTurn({ ...STORED, id: 3, question: "How?", state: "failed" }),
    ];
    expect(withoutRepeated(turns).map(({ id }) => id)).toEqual([2, 3]);
  });

  it("is asked of the same documents in any order", () => {
    expect(sameIds(["a", "b"], ["b", "a"])).toBe(true);
    expect(sameIds(["a"], ["a", "b"])).toBe(false);
    expect(sameIds(["a", "b"], ["a"])).toBe(false);
  });
});

describe("extras", () => {
  const source = { upload_id: "a", "3": [[1, 2, 3, 4]] };

  it("are absent from most answers", () => {
    expect(extrasOf(STORED)).toEqual({ unsupported: [], formula: null });
    expect(extrasOf({ unsupported: null, formula: null })).toEqual({ unsupported: [], formula: null });
  });

  it("are read where they are there", () => {
    const given = { unsupported: ["It will rain."], formula: { text: "a / b", inputs: [{ label: "a", value: "4", source }] } };
    expect(extrasOf(given)).toEqual(given);
  });

  it("are taken for nothing where they are malformed", () => {
    expect(extrasOf({ unsupported: "all", formula: "a / b" })).toEqual({ unsupported: [], formula: null });
    expect(extrasOf({ unsupported: [1, "x"], formula: { inputs: [] } })).toEqual({ unsupported: ["x"], formula: null });
    const odd = { text: "a", inputs: [null, { label: 1 }, { label: "b", value: 2, source: {} }] };
    expect(extrasOf({ formula: odd }).formula).toEqual({ text: "a", inputs: [{ label: "b", value: "2", source: null }] });
  });
});
