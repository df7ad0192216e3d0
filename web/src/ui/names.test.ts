import { expect, test } from "vitest";

import { shownName, stemLength } from "./names";

test("a name can't turn the text around it", () => {
  expect(shownName("invoice\u202Efdp.exe")).toBe("invoice fdp.exe");
  expect(shownName("one\ntwo\u0000three\u2066")).toBe("one two three");
});

test("a name without anything to show is still something to click on", () => {
  expect(shownName("\u202E\u2066")).toBe("\u2014");
});

test("letters of any language stay as they are", () => {
  for (const name of ["التقرير السنوي.pdf", "年度报告.pdf", "Jahresübersicht (2).docx"]) expect(shownName(name)).toBe(name);
});

test("renaming starts with what stands before the extension", () => {
  expect(stemLength("report.pdf")).toBe(6);
  expect(stemLength("report")).toBe(6);
  expect(stemLength(".hidden")).toBe(7);
  expect(stemLength("Minutes of 3.11. and what came of them")).toBe(38);
});
