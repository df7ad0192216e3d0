import { expect, it } from "vitest";

import { readinessOf } from "./asked-documents";

const documents = (...statuses: number[]) => statuses.map((status, place) => ({ id: String(place), name: "x", status }));

it("lets documents be asked once they are ready", () => {
  expect(readinessOf(documents(300), false)).toEqual({ canAsk: true, note: null, count: 0 });
  expect(readinessOf(documents(40), false)).toMatchObject({ canAsk: false, note: "notReadyOne" });
  expect(readinessOf(documents(-1), false)).toMatchObject({ canAsk: false, note: "unreadable" });
  expect(readinessOf(documents(40, 50), false)).toMatchObject({ canAsk: false, note: "notReadyMany" });
  expect(readinessOf([], false).canAsk).toBe(false);
});

it("asks a collection without those that are not ready, and single documents only together", () => {
  expect(readinessOf(documents(300, 40), false)).toEqual({ canAsk: true, note: "someNotReady", count: 1 });
  expect(readinessOf(documents(300, 40), true)).toMatchObject({ canAsk: false, note: "someNotReady" });
});
