import { expect, test } from "vitest";

import { chosen, isUnwanted, MOST_FILES, walked } from "./walking";

function file(name: string): FileSystemEntry {
  const entry = { isFile: true, isDirectory: false, name, file: (done: (file: File) => void) => done(new File(["x"], name)) };
  return entry as unknown as FileSystemEntry;
}

function broken(name: string): FileSystemEntry {
  const entry = { isFile: true, isDirectory: false, name, file: (_: unknown, failed: (error: Error) => void) => failed(new Error()) };
  return entry as unknown as FileSystemEntry;
}

/** A folder that hands out its children two at a time, as browsers hand out a hundred. */
function folder(name: string, ...children: FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    const rest = [...children];
    return { readEntries: (done: (entries: FileSystemEntry[]) => void) => done(rest.splice(0, 2)) };
  };
  return { isFile: false, isDirectory: true, name, createReader } as unknown as FileSystemEntry;
}

test("a folder is walked to its end, piece by piece", async () => {
  const inner = folder("2024", file("q1.pdf"), file("q2.pdf"), file("q3.pdf"));
  const found = await walked([folder("reports", file("a.md"), inner, file("b.md")), file("single.txt")]);
  expect(found.files.map((one) => one.path)).toEqual([
    "reports/2024/q1.pdf", "reports/2024/q2.pdf", "reports/2024/q3.pdf", "reports/a.md", "reports/b.md", "single.txt",
  ]);
  expect(found).toMatchObject({ leftOut: 0, unreadable: [], isCut: false });
});

test("what no person means is left out and counted", async () => {
  const found = await walked([folder("x", file(".DS_Store"), file("~$draft.docx"), file("Thumbs.db"), file("draft.docx"))]);
  expect(found.files.map((one) => one.path)).toEqual(["x/draft.docx"]);
  expect(found.leftOut).toBe(3);
});

test("a file that can't be read is told by its path", async () => {
  const found = await walked([folder("x", broken("locked.pdf"), file("open.pdf"))]);
  expect(found.unreadable).toEqual(["x/locked.pdf"]);
  expect(found.files).toHaveLength(1);
});

test("a folder of too many files is cut and says so", async () => {
  const many = Array.from({ length: MOST_FILES + 5 }, (_, one) => file(`${one}.pdf`));
  const found = await walked([folder("x", ...many)]);
  expect(found.files).toHaveLength(MOST_FILES);
  expect(found.isCut).toBe(true);
});

test("files of a folder input carry their path", () => {
  const inFolder = Object.defineProperty(new File(["x"], "a.pdf"), "webkitRelativePath", { value: "papers/a.pdf" });
  expect(chosen([inFolder, new File(["x"], "b.pdf")]).files.map((one) => one.path)).toEqual(["b.pdf", "papers/a.pdf"]);
});

test.each([".git/config", "a/.hidden", "__MACOSX/a.pdf", "x/desktop.ini"])("%s is nobody's document", (path) => {
  expect(isUnwanted(path)).toBe(true);
});

test("a name with dots is a document like any other", () => {
  expect(isUnwanted("v1.2/minutes.of.may.pdf")).toBe(false);
});
