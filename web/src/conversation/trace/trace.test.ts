import { describe, expect, it } from "vitest";

import type { TracedPassage } from "../../api/types";
import { checkedIn, madeOf, placesOfPassage, shareOf, timesOf, writerOf } from "./trace";

const PASSAGE: TracedPassage = {
  upload_id: "a",
  document: "report.pdf",
  number: 4,
  page: 2,
  headings: ["Income"],
  text: "Fees were 412.",
  score: 1.5,
  scores: { words: 0.25, meaning: 1, novelty: 0.125 },
  cited: true,
  source: { upload_id: "a", "2": [[1, 2, 3, 4]] },
};

describe("what a trace says", () => {
  it("names the stages in their order, those that there were", () => {
    expect(timesOf({ whole: 40.4, search: 5.25, first_piece: 35 })).toEqual([
      "search 5.3 ms",
      "first words after 35 ms",
      "whole answer after 40 ms",
    ]);
    expect(timesOf({})).toEqual([]);
  });

  it("tells what a score was made of, also by names that are new", () => {
    expect(madeOf(PASSAGE.scores)).toBe("words 0.25 · meaning 1.00 · novelty 0.13");
    expect(madeOf({ words: 0, meaning: 0.5, prior: 1 })).toBe("meaning 0.50");
    expect(madeOf({ words: 0.5, prior: 0.8 })).toBe("words 0.50 · kind of passage 0.80");
    expect(madeOf({ definitions: 0.8 })).toBe("definitions 0.80");
    expect(madeOf({})).toBe("");
  });

  it("compares scores with the best, whatever they are", () => {
    expect([shareOf(1, 2), shareOf(3, 2), shareOf(-1, 2), shareOf(0, 0)]).toEqual([0.5, 1, 0, 0]);
  });

  it("finds the place of a passage, or none", () => {
    expect(placesOfPassage(PASSAGE)).toEqual([{ kind: "paged", uploadId: "a", page: 2, boxes: [[1, 2, 3, 4]] }]);
    expect(placesOfPassage({ ...PASSAGE, source: { upload_id: "a" } })).toEqual([]);
  });

  it("counts what was supported and what was not", () => {
    const said = (supported: boolean) => ({ text: "So.", supported, sources: [] });
    expect(checkedIn([])).toEqual([]);
    expect(checkedIn([said(true)])).toEqual(["1 piece of the answer rests on the documents"]);
    expect(checkedIn([said(false), said(true), said(false)])).toEqual([
      "1 piece of the answer rests on the documents",
      "nothing supports 2 pieces",
    ]);
  });

  it("says who wrote", () => {
    expect(writerOf(null)).toBe("nobody: it ended before");
    expect(writerOf({ model: "", settings: {} })).toBe("rules, without a language model");
    expect(writerOf({ model: "big", settings: { temperature: 0, context_tokens: 8192, top_k: 5 } })).toBe(
      "big · temperature 0 · context of 8,192 tokens · top_k 5",
    );
    expect(writerOf({ model: "", settings: { instead_of: "big" } })).toBe(
      "rules, without a language model · in place of big",
    );
  });
});
