import { describe, expect, it } from "vitest";

import { parse } from "./parse";
import { settled } from "./settled";
import { runsOf, textOf } from "./tree";

const SOURCE = '[<span data-index="0">1</span>]';

const ANSWER = `# Harbour dues

The dues **rose *sharply* in** 2024${SOURCE}, as \`dues()\` shows:

| Due | 2024 | Change |
|:--|--:|--:|
| **Mooring** fees | 412${SOURCE} | 3 % |
| Pilot fees | 97 | 7 % |

1. First, see [the report](https://example.org/report_(final).pdf "Report").
2. Then __all__ the rest, ~~not~~ this.
   - inner ***both*** styles

> Said by the mayor${SOURCE}

\`\`\`py
total = 412
\`\`\`

---

Done &amp; dusted.${SOURCE}`;

function shown(text: string): string {
  return [...runsOf(parse(settled(text)))].map((run) => textOf(run, () => "")).join("\n");
}

describe("a half-arrived answer", () => {
  it("never shows debris, wherever it is cut", () => {
    for (let end = 0; end <= ANSWER.length; end += 1) {
      expect(shown(ANSWER.slice(0, end)), JSON.stringify(ANSWER.slice(Math.max(0, end - 40), end))).not.toMatch(/[*_`|[\]<>#~]|span|https|\\|--/);
    }
  });

  it("changes nothing once it is whole", () => {
    expect(settled(ANSWER)).toBe(ANSWER);
  });

  it("never takes back a word that was shown and stays", () => {
    const words = shown(ANSWER).match(/\p{L}{4,}/gu) ?? [];
    for (const [end] of [...ANSWER.matchAll(/\n\n/g)].map((found) => [found.index] as const)) {
      const seen = shown(ANSWER.slice(0, end));
      for (const word of words.filter((one) => ANSWER.slice(0, end).includes(one))) expect(seen).toContain(word);
    }
  });

  it.each([
    ["a **bol", "a **bol**"],
    ["a **bold*", "a **bold**"],
    ["a **", "a "],
    ["a *", "a "],
    ["2 * 3", "2 * 3"],
    ["snake_case_na", "snake_case_na"],
    ["about ~5", "about ~5"],
    ["see `cod", "see `cod`"],
    ["see [the rep", "see the rep"],
    ["see [the report](https://exa", "see the report"],
    ["as [sic] said", "as [sic] said"],
    ["as [sic] (see 3) said", "as [sic] (see 3) said"],
    ["text [<span data-ind", "text "],
    ["text [", "text "],
    [`text ${SOURCE.slice(0, -1)}`, "text "],
    ["| a | b", "| a | b|\n|---|---|"],
    ["| a | b |\n|--", "| a | b |\n|---|---|"],
    ["one\n-", "one"],
    ["```\na\n``", "```\na\n"],
    ["a <br", "a "],
    ["a \\", "a "],
  ])("%j is shown as %j", (text, expected) => {
    expect(settled(text)).toBe(expected);
  });

  it("stays quick with hostile beginnings", () => {
    const began = performance.now();
    for (const text of ["*a".repeat(5000), "[".repeat(5000), "`".repeat(5001), "| ".repeat(5000), "_".repeat(9999)]) settled(text);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
