import { describe, expect, it } from "vitest";

import { approximateTokens, historyOf, lengthOf, requestOf } from "./request";
import { newTurn, type Asking, type Turn } from "./turn";

const OPTIONS = { detailed: true, withinDocuments: true, language: "", model: "default" } as const;

function asking(question: string, changed: Partial<Asking> = {}): Asking {
  return { question, selection: null, options: OPTIONS, ...changed };
}

function turn(question: string, answer: string, changed: Partial<Turn> = {}): Turn {
  return { ...newTurn(question, asking(question), 0), answer, state: "done", ...changed };
}

describe("a question", () => {
  it("to one document is sent to its own address, with detailed sources", () => {
    const { path, body } = requestOf(asking("Why?"), ["a"], []);
    expect(path).toBe("/questions");
    expect(body).toMatchObject({ upload_id: "a", detailed_citation: true, search_entire_doc: true, language: null, stream: true });
    expect(body).not.toHaveProperty("upload_ids");
  });

  it("to several is sent to theirs", () => {
    const { path, body } = requestOf(asking("Why?"), ["a", "b"], []);
    expect([path, body.upload_ids]).toEqual(["/questions/multi-documents", ["a", "b"]]);
    expect(body).not.toHaveProperty("upload_id");
  });

  it("beyond the document asks for no detailed sources, which the service would refuse", () => {
    const { body } = requestOf(asking("Why?", { options: { ...OPTIONS, withinDocuments: false } }), ["a"], []);
    expect(body).toMatchObject({ search_entire_doc: false, detailed_citation: false });
  });

  it("about a selection names its document, and no side that is 0", () => {
    const selection = { uploadId: "child", selection: { material: "words", rects: [{ pageNumber: 3, outline: [0, 5, 9, 12] as const }] } };
    expect(requestOf(asking("Why?", { selection }), ["collection"], []).body.selected_meta).toEqual({
      upload_id: "child",
      material: "words",
      rects: [{ pageNumber: 3, outline: [0.01, 5, 9, 12] }],
    });
  });

  it("about a selection in flowing text carries its ends", () => {
    const ends = { indexes: [4], anchorNode: "/html/body/p", focusNode: "/html/body/p", anchorOffset: 0, focusOffset: 5 };
    const selection = { uploadId: "a", selection: { material: "words", ...ends } };
    expect(requestOf(asking("Why?", { selection }), ["a"], []).body.selected_meta).toEqual({ upload_id: "a", material: "words", ...ends });
  });
});

describe("history", () => {
  it("tells what was said, oldest first, without markers and what failed", () => {
    const turns = [
      turn("one", 'First.[<span data-index="0">1</span>]'),
      turn("two", "half", { state: "failed" }),
      turn("three", "So far", { state: "stopped" }),
      turn("four", ""),
    ];
    expect(historyOf(turns, 100)).toEqual([
      { role: "user", content: "one" },
      { role: "assistant", content: "First." },
      { role: "user", content: "three" },
      { role: "assistant", content: "So far" },
    ]);
  });

  it("keeps the latest turns that fit", () => {
    const turns = Array.from({ length: 50 }, (_, number) => turn(`question ${number}`, "word ".repeat(200)));
    const messages = historyOf(turns, 1000);
    expect(messages.at(-2)?.content).toBe("question 49");
    expect(messages.length).toBeGreaterThan(2);
    expect(messages.map(({ content }) => approximateTokens(content)).reduce((sum, one) => sum + one)).toBeLessThanOrEqual(1000);
  });

  it("leaves room for a long selection", () => {
    const selection = { uploadId: "a", selection: { material: "字".repeat(7000), rects: [] } };
    const earlier = [turn("long", "字".repeat(2000))];
    expect(requestOf(asking("Why?", { selection }), ["a"], earlier).body.history).toEqual([]);
    expect(requestOf(asking("Why?"), ["a"], earlier).body.history).toHaveLength(2);
  });
});

it("reckons tokens and characters as the service does", () => {
  expect(approximateTokens("")).toBe(0);
  expect(approximateTokens("abcdefghij")).toBe(4);
  expect(approximateTokens("2025")).toBe(5);
  expect(approximateTokens("净利润")).toBe(4);
  expect(lengthOf("a😀净")).toBe(3);
});
