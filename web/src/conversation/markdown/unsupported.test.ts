import { describe, expect, it } from "vitest";

import { parse } from "./parse";
import type { Inline } from "./tree";
import { markUnsupported } from "./unsupported";

function marked(text: string, ...sentences: string[]): string {
  const said = (inlines: readonly Inline[]): string =>
    inlines
      .map((one) => {
        if (one.kind === "text") return one.unsupported ? `<${one.text}>${one.unsupported === "end" ? "!" : ""}` : one.text;
        return "children" in one ? said(one.children) : one.kind === "code" ? one.text : "";
      })
      .join("");
  return markUnsupported(parse(text), sentences)
    .map((block) => ("children" in block && block.kind !== "quote" ? said(block.children) : ""))
    .join("\n");
}

describe("unsupported sentences", () => {
  it("are marked with their full stop, and nothing around them", () => {
    expect(marked("Dues rose. It will rain (soon). Then (we see).", "It will rain (soon).")).toBe(
      "Dues rose. <It will rain (soon).>! Then (we see).",
    );
  });

  it("are found through emphasis, code and sources", () => {
    const text = 'It **will** rain `a` lot[<span data-index="0">1</span>]. Yes.';
    expect(marked(text, "It will rain a lot.")).toBe("<It ><will>< rain >a< lot>!. Yes.");
  });

  it("are found when they are given as Markdown", () => {
    expect(marked("The *dues* fell.", "The *dues* fell.")).toBe("<The ><dues>< fell.>!");
  });

  it("that are not there change nothing", () => {
    expect(marked("Dues rose.", "Snow fell.", "")).toBe("Dues rose.");
  });
});
