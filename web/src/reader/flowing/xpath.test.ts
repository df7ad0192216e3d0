import { describe, expect, it } from "vitest";

import { textAt } from "./loading";
import { elementAt, nodeAt, xpathOf } from "./xpath";

const PAGE =
  '<!doctype html><html><head><title>x</title></head><body><p data-index="0">one <em>two</em> three</p>' +
  '<div><p data-index="1">four</p></div><table data-index="2"><tbody><tr><td>a</td><td> b  c </td></tr></tbody></table></body></html>';
const page = new DOMParser().parseFromString(PAGE, "text/html");

describe("XPaths", () => {
  it("lead to nodes and back", () => {
    for (const xpath of [
      "/html/body/p[1]",
      "/html/body/p[1]/em[1]",
      "/html/body/p[1]/text()[2]",
      "/html/body/table[1]/tbody[1]/tr[1]/td[2]",
    ]) {
      const node = nodeAt(page, xpath);
      expect(node && xpathOf(node)).toBe(xpath);
    }
  });

  it("may leave out a number", () => {
    expect(elementAt(page, "/html/body/div/p")?.textContent).toBe("four");
  });

  it("lead nowhere when they are of another form or of another document", () => {
    for (const xpath of ["", "/", "//p", "/html/body/p[9]", "/html/body/p[@x]", "id('x')"]) expect(nodeAt(page, xpath)).toBeNull();
  });
});

describe("textAt", () => {
  it("gives the words of nodes, or of the block", () => {
    expect(textAt(page, 2, ["/html/body/table[1]/tbody[1]/tr[1]/td[2]"])).toBe("b c");
    expect(textAt(page, 0, ["/html/body/p[7]"])).toBe("one two three");
    expect(textAt(page, 9, [])).toBe("");
  });
});
