import { expect, test } from "vitest";

import type { ListedDocument } from "../../api/types";
import { lossesOf } from "./losses";

const READY: ListedDocument = {
  id: "1",
  name: "report.pdf",
  status: 300,
  type: "single_doc",
  created_at: 0,
  updated_at: 0,
  package_type: "elite",
  format: "pdf",
  layout: "paged",
  page_count: 128,
  ocr_page_count: null,
  token_count: null,
  pages_done: 128,
  collection_id: null,
  url: null,
  question_count: 14,
  document_count: null,
};
const COLLECTION: ListedDocument = { ...READY, type: "collection", document_count: 5, question_count: 0, layout: null, documents: [READY] };

test("a document goes with its index; its questions stay, its pages are not given back", () => {
  const [goes, questions, copies, charged] = lossesOf([READY]);
  expect(goes).toContain("(128 pages)");
  expect(questions).toMatch(/^14 questions about it stay/);
  expect(copies).toContain("Copies");
  expect(charged).toContain("not given back");
});

test("one that is being read stops and was not charged", () => {
  const lines = lossesOf([{ ...READY, status: 50, question_count: 0 }]);
  expect(lines.join(" ")).toContain("nothing is charged");
  expect(lines.join(" ")).not.toContain("not given back");
});

test("one that failed was not charged", () => {
  expect(lossesOf([{ ...READY, status: -1, question_count: 0 }])).toEqual([expect.stringContaining("Nothing was charged")]);
});

test("a collection goes with all that is in it", () => {
  expect(lossesOf([COLLECTION])[0]).toContain("all 5 documents in it");
  expect(lossesOf([{ ...COLLECTION, status: 1, document_count: 0, documents: [] }])).toEqual([expect.stringContaining("empty")]);
});

test("many are counted together", () => {
  const lines = lossesOf([READY, { ...READY, id: "2", question_count: 1 }, COLLECTION]);
  expect(lines[0]).toMatch(/^7 documents and 1 collection are removed/);
  expect(lines[1]).toMatch(/^15 questions about them stay/);
});
