import { describe, expect, it } from "vitest";

import { commandOf, isWritingIn, KEYS } from "./shortcuts";

const none = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };

describe("commandOf", () => {
  it("takes single keys while nobody writes", () => {
    expect(commandOf({ ...none, key: "j" }, false)).toBe("next");
    expect(commandOf({ ...none, key: "R" }, false)).toBe("rotateLeft");
    expect(commandOf({ ...none, key: "j" }, true)).toBeNull();
  });

  it("takes Ctrl+F everywhere, and leaves other combinations to the browser", () => {
    expect(commandOf({ ...none, key: "f", ctrlKey: true }, true)).toBe("find");
    expect(commandOf({ ...none, key: "F", metaKey: true }, false)).toBe("find");
    expect(commandOf({ ...none, key: "r", ctrlKey: true }, false)).toBeNull();
    expect(commandOf({ ...none, key: "o", altKey: true }, false)).toBeNull();
  });

  it("has no key twice", () => {
    const keys = KEYS.flatMap(([, ...own]) => own);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("isWritingIn", () => {
  it("knows fields", () => {
    const field = document.createElement("input");
    expect(isWritingIn(field)).toBe(true);
    expect(isWritingIn(document.body)).toBe(false);
    expect(isWritingIn(null)).toBe(false);
  });
});
