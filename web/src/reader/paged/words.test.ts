import { describe, expect, it } from "vitest";

import { joined, type Word } from "./words";

function word(text: string, isApart = true): Word {
  return { text, isApart, upright: false, box: [0, 0, 1, 1] };
}

describe("words", () => {
  it("are parted by spaces, but for those that only their drawing parts", () => {
    expect(joined([word("The"), word("har"), word("bour", false), word("of"), word("Calder")])).toBe(
      "The harbour of Calder",
    );
  });

  it("keep hyphens at the ends of lines", () => {
    expect(joined([word("mainte-"), word("nance")])).toBe("mainte- nance");
  });

  it("begin with no space", () => {
    expect(joined([word("Only")])).toBe("Only");
    expect(joined([])).toBe("");
  });
});
