import { describe, expect, it } from "vitest";

import { parse } from "./parse";
import { citedIn, runsOf, textOf, type Block, type Inline } from "./tree";

const SOURCE = (index: number) => `[<span data-index="${index}">${index + 1}</span>]`;

/** All that the blocks show, sources as «index». */
function shown(blocks: readonly Block[]): string {
  return [...runsOf(blocks)].map((run) => textOf(run, (source) => `«${source}»`)).join("\n");
}

function* links(inlines: readonly Inline[]): Generator<string> {
  for (const one of inlines) {
    if (one.kind === "link") yield one.href;
    if ("children" in one) yield* links(one.children);
  }
}

describe("what Markdown means", () => {
  it("reads paragraphs, emphasis, code and links", () => {
    expect(parse("Net **profit** was *4* `EUR` [here](https://example.org/a).")).toEqual([
      {
        kind: "paragraph",
        tight: false,
        children: [
          { kind: "text", text: "Net " },
          { kind: "strong", children: [{ kind: "text", text: "profit" }] },
          { kind: "text", text: " was " },
          { kind: "emphasis", children: [{ kind: "text", text: "4" }] },
          { kind: "text", text: " " },
          { kind: "code", text: "EUR" },
          { kind: "text", text: " " },
          { kind: "link", href: "https://example.org/a", children: [{ kind: "text", text: "here" }] },
          { kind: "text", text: "." },
        ],
      },
    ]);
  });

  it("reads headings, lists in lists, quotes, rules and code", () => {
    const blocks = parse("## Costs\n\n3. one\n   - inner\n4. two\n\n> said\n\n---\n\n```py\nx = 1\n```");
    expect(blocks.map((block) => block.kind)).toEqual(["heading", "list", "quote", "rule", "code"]);
    expect(blocks[1]).toMatchObject({ start: 3, items: [[{ tight: true }, { kind: "list", start: null }], [{}]] });
    expect(blocks[4]).toMatchObject({ info: "py", text: "x = 1" });
  });

  it("keeps each line of an answer a line", () => {
    expect(shown(parse("one\ntwo"))).toBe("one\ntwo");
  });

  it("reads tables with alignment, line breaks and sources in their cells", () => {
    const [table] = parse(`| Due | 2024 |\n|:--|--:|\n| Mooring<br>fees | 412${SOURCE(1)} |`);
    expect(table).toEqual({
      kind: "table",
      head: [
        { align: "start", children: [{ kind: "text", text: "Due" }] },
        { align: "end", children: [{ kind: "text", text: "2024" }] },
      ],
      rows: [
        [
          { align: "start", children: [{ kind: "text", text: "Mooring" }, { kind: "break" }, { kind: "text", text: "fees" }] },
          { align: "end", children: [{ kind: "text", text: "412" }, { kind: "citation", source: 1 }] },
        ],
      ],
    });
  });
});

it("keeps the cells that a row has beyond its head", () => {
  expect(shown(parse("| a |\n|---|\n| b | **c** | d |"))).toBe("a\nb\nc\nd");
});

describe("sources", () => {
  it.each([
    ["after a sentence", `It fell.${SOURCE(0)}${SOURCE(1)}`, "It fell.«0»«1»"],
    ["in emphasis", `**It fell.${SOURCE(0)}**`, "It fell.«0»"],
    ["in a heading", `# It fell ${SOURCE(2)}`, "It fell «2»"],
    ["in a list", `- It fell ${SOURCE(2)}`, "It fell «2»"],
    ["in code", `\`a ${SOURCE(2)}\``, "a «2»"],
    ["after code", `\`\`\`\na ${SOURCE(2)}\nb\n\`\`\``, "a \nb«2»"],
    ["before what looks like an address", `So${SOURCE(0)}(https://example.org)`, "So«0»(https://example.org)"],
    ["before what looks like a reference", `${SOURCE(0)}: https://example.org`, "«0»: https://example.org"],
  ])("are found %s", (_, text, expected) => {
    expect(shown(parse(text))).toBe(expected);
  });

  it("are those the service set, not what looks alike", () => {
    const forged = '[<span data-index="0">7</span>] [<span data-index="-1">0</span>] [<span data-index="0" onclick="x()">1</span>]';
    expect(citedIn(parse(forged))).toEqual([]);
    expect(shown(parse(forged))).toBe(forged);
  });
});

describe("hostile text", () => {
  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</div><style>*{display:none}</style>",
    "<!-- hidden -->",
  ])("%s is text", (text) => {
    expect(shown(parse(text))).toBe(text);
  });

  it.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<b>x</b>)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](//example.org)",
    "[x](/account)",
    "[x](blob:https://example.org/1)",
    "<javascript:x>",
    "![x](https://example.org/pixel.png)",
  ])("%s leads nowhere", (text) => {
    const found = [...runsOf(parse(text))].flatMap((run) => [...links(run)]);
    expect(found).toEqual([]);
    expect(shown(parse(text))).toContain("x");
  });

  it("shows an image's words, or its address, and never loads it", () => {
    expect(shown(parse("![the quay](https://example.org/quay.png)"))).toBe("the quay");
    expect(shown(parse("![](https://example.org/quay.png)"))).toBe("https://example.org/quay.png");
  });

  it.each([
    ["quotes", `${">".repeat(5000)} deep`],
    ["lists", `${"- ".repeat(5000)}deep`],
    ["brackets", `${"[".repeat(5000)}deep${"]".repeat(5000)}`],
    ["emphasis", `${"*a **b ".repeat(2000)}deep${"** *".repeat(2000)}`],
    ["links", `${"[".repeat(3000)}deep${"](https://example.org)".repeat(3000)}`],
    ["backticks", Array.from({ length: 300 }, (_, n) => "`".repeat(n + 1)).join("deep")],
    ["pipes", `${"|deep".repeat(3000)}|\n${"|-".repeat(3000)}|`],
  ])("endless %s end, with nothing lost", (_, text) => {
    expect(shown(parse(text))).toContain("deep");
  });

  it("takes no override of the writing direction", () => {
    expect(shown(parse("invoice\u202efdp.exe \u202dx"))).toBe("invoicefdp.exe x");
    expect(shown(parse("שלום (1) مرحبا"))).toBe("שלום (1) مرحبا");
  });
});

it("loses no letter of any answer", () => {
  const pieces = [
    "profit", "42 %", "*", "**", "_", "`", "```\n", "\n", "\n\n", "- ", "1. ", "> ", "# ", "| a | b |\n|---|---|\n", "| c | d |",
    "<b>", "<script>", "&lt", "\\", "[", "]", "(", ")", "[x](y)", "![z](q)", "[r]: https://s\n", "~~", "---", "===", "    ", "\t",
    SOURCE(0), "。", "净利润", "مرحبا", "<!--", "<br>", ":", "http://t",
  ]; // prettier-ignore
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  for (let round = 0; round < 1500; round += 1) {
    const text = Array.from({ length: 1 + random(24) }, () => pieces[random(pieces.length)]).join("");
    const seen = new Set(shown(parse(text)).replace(/«\d+»/g, "").match(/profit|42|净利润|مرحبا|script/g) ?? []);
    const said = new Set(text.match(/profit|42|净利润|مرحبا|script/g) ?? []);
    expect([...said].filter((one) => !seen.has(one)), JSON.stringify(text)).toEqual([]);
  }
});
