import { describe, expect, it } from "vitest";

import { describe as described, groupSources, readSources, shortWhereOf, whereOf } from "./sources";

const DOCUMENTS = [
  { id: "a", name: "report.pdf" },
  { id: "b", name: "notes.md" },
];
const BOX = [10, 20, 30, 40] as const;

const ITEMS = [
  { upload_id: "a", "7": [BOX] },
  { upload_id: "b", "3": [{ xpath: "/html/body/p[1]" }] },
  { upload_id: "a", "11": [BOX], "7": [BOX, BOX] },
  { upload_id: "a", material: "echo", indexes: [1] } as never,
  { upload_id: "gone", "0": [BOX] },
];

describe("sources", () => {
  const sources = readSources(ITEMS, DOCUMENTS);

  it("are numbered as in the answer, and named", () => {
    expect(sources.map((source) => source && described(source))).toEqual([
      "Source 1: report.pdf, page 8",
      "Source 2: notes.md, passage 4",
      "Source 3: report.pdf, pages 8, 12 (2 places)",
      null,
      "Source 5: a document that is no longer there, page 1",
    ]);
  });

  it("are grouped by document with all their places in order", () => {
    const groups = groupSources(sources);
    expect(groups.map(({ name, places }) => `${name} · ${shortWhereOf(places)}`)).toEqual([
      "report.pdf · p. 8, 12",
      "notes.md · passage 4",
      "a document that is no longer there · p. 1",
    ]);
  });

  it("without places stand nowhere", () => {
    expect([whereOf([]), shortWhereOf([])]).toEqual(["", ""]);
  });
});
