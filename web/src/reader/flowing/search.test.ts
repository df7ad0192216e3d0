import { describe, expect, it } from "vitest";

import { rangesOf } from "./search";

function found(body: string, text: string): string[] {
  const page = new DOMParser().parseFromString(`<!doctype html><body>${body}</body>`, "text/html");
  document.body.replaceChildren(...page.body.childNodes);
  return rangesOf(document, text).map((range) => range.toString());
}

describe("rangesOf", () => {
  it("finds across inline elements and line ends, whatever the case", () => {
    expect(found('<p data-index="0">The <em>Net</em>\n income and net income</p>', "net INCOME")).toEqual([
      "Net\n income",
      "net income",
    ]);
  });

  it("stays within a block or a cell", () => {
    expect(found('<p data-index="0">net</p><p data-index="1">income</p>', "net income")).toEqual([]);
    expect(found('<table data-index="0"><tr><td>net</td><td>income net</td></tr></table>', "net")).toEqual(["net", "net"]);
  });

  it("takes signs as they are", () => {
    expect(found('<p data-index="0">a (1.5) b 1x5 [c]</p>', "(1.5)")).toEqual(["(1.5)"]);
    expect(found('<p data-index="0">何が\\何</p>', "\\")).toEqual(["\\"]);
  });

  it("finds nothing for nothing", () => {
    expect(found('<p data-index="0">a</p>', "  ")).toEqual([]);
  });
});
