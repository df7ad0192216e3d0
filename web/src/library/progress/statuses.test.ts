import { afterEach, expect, test } from "vitest";

import { language } from "../../i18n/language";
import { failureOf, isFinal, stageOf, type Standing } from "./statuses";

const ERRORS = [-1, -2, -3, -4, -5, -6, -9, -10, -11, -12, -13, -14, -15, -16, -17, -18, -19, -25, -27, -28, -29] as const;
const STAGES = [0, 1, 7, 10, 12, 15, 20, 25, 30, 40, 50, 70, 90, 120, 210, 300] as const;

function document(status: Standing["status"], more: Partial<Standing> = {}): Standing {
  return { type: "single_doc", status, ...more };
}

afterEach(() => {
  language.value = "en";
});

test.each(ERRORS)("status %d has a cause and something to do, in both languages", (status) => {
  const english = failureOf(document(status));
  language.value = "zh";
  const chinese = failureOf(document(status));
  for (const one of [english, chinese]) {
    expect(one.cause).toBeTruthy();
    expect(one.advice).toBeTruthy();
  }
  expect(english.cause).not.toBe(chinese.cause);
  expect(chinese.cause).not.toContain("无法收录");
  expect(stageOf(document(status)).kind).toBe("failed");
});

test("each error has a cause of its own", () => {
  expect(new Set(ERRORS.map((status) => failureOf(document(status)).cause)).size).toBe(ERRORS.length);
});

test.each(STAGES)("status %d is told in words", (status) => {
  expect(stageOf(document(status)).words).toMatch(/^[A-Z]/);
});

test("pages that are read are counted from 1", () => {
  const stage = stageOf(document(50, { layout: "paged", page_count: 128, pages_done: 30 }));
  expect(stage).toEqual({ kind: "working", words: "Reading page 31 of 128", pages: { done: 30, total: 128 } });
  const last = stageOf(document(50, { layout: "paged", page_count: 128, pages_done: 128 }));
  expect(last.words).toBe("Reading page 128 of 128");
});

test("a document without pages is just read", () => {
  expect(stageOf(document(50, { layout: "flowing" }))).toEqual({ kind: "working", words: "Reading", pages: null });
});

test("what the service said is kept beside the cause", () => {
  const said = { error_code: -1, error_msg: "Your file is protected by a password so we can't open it." };
  expect(failureOf(document(-1, { error_msg: said })).said).toContain("password");
});

test("an error of a release to come is told all the same", () => {
  const unknown = { ...document(-1), status: -99 as Standing["status"] };
  expect(failureOf(unknown).cause).toBe("It can’t be taken in");
});

test("a collection says how many of its documents are ready", () => {
  const inside = [300, 50, -1].map((status) => ({ status })) as Standing["documents"];
  const working = { type: "collection", status: 12, documents: inside } as Standing;
  expect(stageOf(working).words).toBe("1 of 3 ready");
  const ready = { ...working, status: 300 } as Standing;
  expect(stageOf(ready).words).toBe("Ready, 1 failed");
});

test("an empty collection is final, a document that waits is not", () => {
  expect(isFinal({ type: "collection", status: 1 })).toBe(true);
  expect(stageOf({ type: "collection", status: 1 }).kind).toBe("empty");
  expect(isFinal({ type: "single_doc", status: 1 })).toBe(false);
  expect(isFinal({ type: "single_doc", status: -4 })).toBe(true);
});
