import { expect, test } from "vitest";

import type { Packages, ServiceInfo } from "../../api/types";
import { approximateTokens, extensionOf, formatOf, leftOf, measured, refusalOf, shortfalls, sumOf, type Candidate, type Measure } from "./plan";

const SERVICE: ServiceInfo = {
  version: "0.1.0",
  file_bytes: 1000,
  pages: 100,
  document_tokens: 300_000,
  collection_documents: 30,
  question_documents: 30,
  writes_answers: false,
  models: ["default"],
  formats: [
    { name: "pdf", extensions: ["pdf"], layout: "paged" },
    { name: "docx", extensions: ["docx"], layout: "paged" },
    { name: "image", extensions: ["png", "tiff"], layout: "paged" },
    { name: "md", extensions: ["md", "markdown"], layout: "flowing" },
    { name: "xlsx", extensions: ["xlsx"], layout: "flowing" },
    { name: "html", extensions: ["html"], layout: "flowing" },
  ],
};

function candidate(path: string, measure: Measure = { kind: "later" }, size = 10): Candidate {
  return { id: 1, path, measure, file: new File(["x".repeat(size)], path.split("/").at(-1) ?? "") };
}

function packages(left: Partial<Record<keyof Packages, number>>): Packages {
  const given = Object.entries(left).map(([name, count]) => [name, { max_count: count + 5, used_count: 5 }]);
  return Object.fromEntries(given) as Packages;
}

test("the extension tells the format, whatever its case and folder", () => {
  expect(extensionOf("a.b/Report.PDF")).toBe("pdf");
  expect(extensionOf("v1.2/Makefile")).toBe("");
  expect(formatOf("x/Report.PDF", SERVICE)?.name).toBe("pdf");
  expect(formatOf("notes.markdown", SERVICE)?.layout).toBe("flowing");
  expect(formatOf("song.mp3", SERVICE)).toBeNull();
});

test("refusals are known beforehand", () => {
  expect(refusalOf(candidate("song.mp3"), SERVICE)).toEqual({ reason: "unknownKind" });
  expect(refusalOf(candidate("a.pdf", { kind: "later" }, 0), SERVICE)).toEqual({ reason: "empty" });
  expect(refusalOf(candidate("a.pdf", { kind: "later" }, 1001), SERVICE)).toEqual({ reason: "tooLarge", most: 1000 });
  const long = candidate("a.pdf", { kind: "pages", pages: 101 });
  expect(refusalOf(long, SERVICE)).toEqual({ reason: "tooManyPages", pages: 101, most: 100 });
  expect(refusalOf(candidate("a.pdf", { kind: "pages", pages: 100 }, 1000), SERVICE)).toBeNull();
});

test("the sum counts pages, tokens, and what is known later", () => {
  const candidates = [
    candidate("a.pdf", { kind: "pages", pages: 12 }),
    candidate("b.pdf", { kind: "counting" }),
    candidate("c.pdf", { kind: "unopened", why: "password" }),
    candidate("d.docx"),
    candidate("e.md", { kind: "tokens", tokens: 400 }),
    candidate("f.xlsx"),
  ];
  const sum = { pages: 12, ocrPages: 0, tokens: 400, pagedLater: 2, flowingLater: 1, counting: 1 };
  expect(sumOf(candidates, "disable", SERVICE)).toEqual(sum);
  expect(sumOf(candidates, "auto", SERVICE)).toEqual({ ...sum, ocrPages: 12 });
});

test("images always need OCR", () => {
  const picture = candidate("scan.png", { kind: "pages", pages: 1 });
  expect(sumOf([picture], "disable", SERVICE)).toMatchObject({ pages: 1, ocrPages: 1 });
});

test("what a package lacks is told", () => {
  const candidates = [candidate("a.pdf", { kind: "pages", pages: 12 }), candidate("scan.png", { kind: "pages", pages: 1 })];
  const forced = sumOf(candidates, "force", SERVICE);
  const held = packages({ elite_page: 12, ocr_page: 13 });
  expect(shortfalls(forced, "elite", "force", held)).toEqual([{ name: "elite_page", needed: 13, left: 12 }]);
  expect(shortfalls(forced, "basic", "force", packages({ basic_page: 13, ocr_page: 12 }))).toEqual([
    { name: "ocr_page", needed: 13, left: 12 },
  ]);
});

test("OCR that may read nothing makes no shortfall", () => {
  const sum = sumOf([candidate("a.pdf", { kind: "pages", pages: 12 })], "auto", SERVICE);
  expect(shortfalls(sum, "elite", "auto", packages({ elite_page: 12 }))).toEqual([]);
});

test("a file that is measured later needs something at least", () => {
  const sum = sumOf([candidate("d.docx"), candidate("f.xlsx")], "disable", SERVICE);
  expect(shortfalls(sum, "elite", "disable", null).map((one) => one.name)).toEqual(["elite_page", "documents_tokens"]);
  expect(leftOf(null, "elite_page")).toBe(0);
  expect(leftOf({ elite_page: { max_count: 5, used_count: 9 } }, "elite_page")).toBe(0);
});

test("tokens are estimated as the service does it", () => {
  expect(approximateTokens("")).toBe(0);
  expect(approximateTokens("The ferry to Larkfield leaves at 7.")).toBe(1 + Math.floor(34 * 0.3) + 1);
  expect(approximateTokens("渡轮七点出发")).toBe(7);
});

test("text is measured in the browser, and the rest by the service", async () => {
  const format = (name: string) => {
    const found = SERVICE.formats.find((one) => one.name === name);
    if (!found) throw new Error(name);
    return found;
  };
  expect(await measured(new File(["%PDF"], "a.pdf"), format("pdf"))).toBeNull();
  expect(await measured(new File(["x"], "a.docx"), format("docx"))).toEqual({ kind: "later" });
  expect(await measured(new File(["x"], "a.png"), format("image"))).toEqual({ kind: "pages", pages: 1 });
  expect(await measured(new File(["x"], "a.tiff"), format("image"))).toEqual({ kind: "later" });
  expect(await measured(new File(["渡轮"], "a.md"), format("md"))).toEqual({ kind: "tokens", tokens: 3 });
  const page = "<style>p{}</style><script>var x='1111'</script><p class='big'>渡轮</p>";
  expect(await measured(new File([page], "a.html"), format("html"))).toEqual({ kind: "tokens", tokens: 3 });
});
