/** Every room's texts, in both languages: the same places to fill in, and words in each. */

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

type Texts = Readonly<Record<string, string>>;

const given: { english: Texts; chinese: Texts }[] = [];

vi.mock("./message", async (original) => ({
  ...(await original<object>()),
  messages: (english: Texts, chinese: Texts) => {
    given.push({ english, chinese });
    return () => "";
  },
}));

const MODULES = import.meta.glob("../**/texts.ts");

function placesOf(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
}

describe("the texts of all rooms", () => {
  beforeAll(async () => {
    for (const load of Object.values(MODULES)) await load();
  });
  afterAll(() => vi.restoreAllMocks());

  test("are found", () => {
    expect(given.length).toBeGreaterThanOrEqual(4);
  });

  test("fill in the same places in both languages", () => {
    for (const { english, chinese } of given) {
      for (const [name, text] of Object.entries(english)) {
        expect([name, placesOf(chinese[name] ?? "")]).toEqual([name, placesOf(text)]);
      }
    }
  });

  test("say something in both languages, and in Chinese nothing is left in English", () => {
    for (const { english, chinese } of given) {
      for (const [name, text] of Object.entries(english)) {
        expect([name, text.trim() !== "" && (chinese[name] ?? "").trim() !== ""]).toEqual([name, true]);
        // Names, such as "curl", are the same everywhere; sentences are not.
        if (text.split(" ").length > 3) expect([name, /\p{Script=Han}/u.test(chinese[name] ?? "")]).toEqual([name, true]);
      }
    }
  });
});
