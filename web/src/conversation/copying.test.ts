import { describe, expect, it } from "vitest";

import { nameIn } from "../ui/saving";
import { plainText, quotesIn, spokenText } from "./copying";
import { csvOf } from "./markdown/csv";
import { parse } from "./markdown/parse";
import { readSources } from "./sources";

const SOURCES = readSources([{ upload_id: "a", "7": [[1, 2, 3, 4]] }], [{ id: "a", name: "report.pdf" }]).filter((one) => one !== null);
const MARKER = '[<span data-index="0">1</span>]';

describe("a copied answer", () => {
  it("lists its sources with their words", () => {
    const text = plainText(parse(`**Dues** rose.${MARKER}`), SOURCES, new Map([[1, "Dues  rose\nby 3 %."]]));
    expect(text).toBe("Dues rose.[1]\n\nSources:\n[1] report.pdf, page 8: “Dues rose by 3 %.”");
  });

  it("keeps lists, tables and quotes readable", () => {
    const text = plainText(parse("1. a\n   - b\n2. c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n> said"), [], new Map());
    expect(text).toBe("1. a\n   - b\n2. c\n\nx\ty\n1\t2\n\n> said");
  });

  it("takes words from the footnotes of an exported answer", () => {
    const exported = `# Q\n\nDues[^1] rose[^2]\n\n---\n\n[^1]: **report.pdf**, page 8\n\n    > Dues \\*rose\\*\n    >\n    > by 3 %.\n\n[^2]: **x**\n`;
    expect([...quotesIn(exported)]).toEqual([[1, "Dues *rose* … by 3 %."]]);
  });

  it("is read aloud without signs", () => {
    expect(spokenText(`**Dues** \`rose\`.${MARKER}\n\n| a | b |`)).toBe("Dues rose . a b");
  });
});

describe("a table as CSV", () => {
  const csv = (text: string) => {
    const [table] = parse(text);
    return table?.kind === "table" ? csvOf([table.head, ...table.rows]) : "";
  };

  it("quotes what needs it and leaves sources out", () => {
    expect(csv(`| a, b | c "d" |\n|--|--|\n| 1${MARKER} | x |`)).toBe('"a, b","c ""d"""\r\n1,x');
  });

  it("computes nothing in a spreadsheet", () => {
    expect(csv("| =1+1 | @x | -3,5 % | +cmd | -x |\n|--|--|--|--|--|")).toBe("'=1+1,'@x,\"-3,5 %\",'+cmd,'-x");
  });
});

it("reads names of files", () => {
  expect(nameIn("attachment; filename=\"a.md\"; filename*=UTF-8''%E5%87%80.md")).toBe("净.md");
  expect(nameIn('attachment; filename="a.md"')).toBe("a.md");
  expect(nameIn("attachment")).toBe("");
});
