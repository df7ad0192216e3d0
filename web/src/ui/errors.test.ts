import { expect, it } from "vitest";

import { ApiError } from "../api/client";
import { language } from "../i18n/language";
import { wordsFor } from "./errors";

it("tells in the interface's language that the service does not answer", () => {
  const gone = new ApiError(0, "nothing came");
  expect(wordsFor(gone)).toContain("does not answer");
  language.value = "zh";
  expect(wordsFor(gone)).toContain("没有响应");
  language.value = "en";
});

it("leaves the words of other failures as they are", () => {
  expect(wordsFor(new ApiError(429, "The package is used up."))).toBe("The package is used up.");
  expect(wordsFor(new Error("torn"))).toBe("torn");
  expect(wordsFor("odd")).toBe("odd");
});
