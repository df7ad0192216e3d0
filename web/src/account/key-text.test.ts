import { expect, test } from "vitest";

import { keyIn, looksLikeKey } from "./key-text";

test("a key is found in what was pasted with it", () => {
  for (const pasted of ["ak-a_B-9", "  ak-a_B-9\n", '"ak-a_B-9"', "Bearer ak-a_B-9", "Authorization: Bearer ak-a_B-9"]) {
    expect(keyIn(pasted)).toBe("ak-a_B-9");
  }
});

test("only what can be a key is sent", () => {
  expect(looksLikeKey("ak-a_B-9")).toBe(true);
  for (const text of ["", "ak-", "hello", "ak-a b", "ak-密钥", "ak-a\nb"]) expect(looksLikeKey(text)).toBe(false);
});
