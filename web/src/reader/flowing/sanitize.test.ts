import { describe, expect, it } from "vitest";

import { sanitize } from "./sanitize";

function clean(body: string): HTMLElement {
  return sanitize(new DOMParser().parseFromString(`<!doctype html><body>${body}</body>`, "text/html")).body;
}

describe("sanitize", () => {
  it("keeps text, structure and blocks' numbers", () => {
    const body = clean('<h1 data-index="0">One</h1><table data-index="1"><tr><td colspan="2">a <b>b</b></td></tr></table>');
    expect(body.querySelector("h1")?.getAttribute("data-index")).toBe("0");
    expect(body.querySelector("td")?.getAttribute("colspan")).toBe("2");
    expect(body.textContent).toBe("Onea b");
  });

  it("drops what could run or look like the page around it", () => {
    const body = clean(
      '<script>x()</script><style>p{}</style><form action="/"><input></form>' +
        '<p onclick="x()" style="color:red" class="dialog" id="app" data-index="0">left</p>' +
        "<svg><a href='javascript:x()'>s</a></svg><base href=/x/><object data=/x></object>",
    );
    expect([...body.querySelectorAll("*")].map((one) => one.localName)).toEqual(["p"]);
    expect([...(body.querySelector("p")?.attributes ?? [])].map((one) => one.name)).toEqual(["data-index"]);
  });

  it("keeps links that lead out and pictures that the page carries", () => {
    const body = clean(
      '<a href="https://example.org/">1</a><a href="javascript:x()">2</a><a href="/api/v2">3</a><a href="mailto:a@b.c">4</a>' +
        '<img src="data:image/png;base64,AA" alt="p"><img src="https://example.org/x.png"><img src="data:image/svg+xml,x">',
    );
    expect([...body.querySelectorAll("a")].map((one) => one.hasAttribute("href"))).toEqual([true, false, false, true]);
    expect([...body.querySelectorAll("img")].map((one) => one.hasAttribute("src"))).toEqual([true, false, false]);
  });

  it("leaves the words of elements it does not know", () => {
    const body = clean("<x-card>one <font>two</font></x-card>");
    expect(body.textContent).toBe("one two");
    expect(body.children).toHaveLength(0);
  });
});
