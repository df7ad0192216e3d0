import { expect, test } from "vitest";

import { quotaLines } from "./quota";

const NONE = {
  page: null,
  question: null,
  basic_page: null,
  elite_page: null,
  lite_page: null,
  documents_tokens: null,
  gpt4_question: null,
  gpt4o_question: null,
  ocr_page: null,
};

test("no packages make no lines", () => {
  expect(quotaLines(null)).toEqual([]);
  expect(quotaLines(NONE)).toEqual([]);
});

test("the sum over the tiers is no line of its own", () => {
  const held = { max_count: 10, used_count: 5 };
  expect(quotaLines({ ...NONE, page: held, lite_page: held }).map((one) => one.kind)).toEqual(["lite_page"]);
});

test("a line says what is left, and warns near the end", () => {
  const of = (used_count: number) => quotaLines({ ...NONE, question: { max_count: 100, used_count } })[0];
  expect(of(89)).toMatchObject({ left: 11, share: 0.89, state: "fine" });
  expect(of(90)).toMatchObject({ left: 10, state: "near-end" });
  expect(of(100)).toMatchObject({ left: 0, share: 1, state: "used-up" });
  expect(of(120)).toMatchObject({ left: 0, share: 1, state: "used-up" });
});
