import { expect, test } from "vitest";

import { placed } from "./placement";

const VIEW = { width: 800, height: 600 };
const BUTTON = { left: 100, top: 50, width: 40, height: 30 };
const MENU = { width: 200, height: 150 };

test("it stands below, at the start", () => {
  expect(placed(BUTTON, MENU, VIEW)).toEqual({ left: 100, top: 86 });
});

test("start is the right edge where lines run from right to left", () => {
  const anchor = { ...BUTTON, left: 400 };
  expect(placed(anchor, MENU, VIEW, { rightToLeft: true }).left).toBe(240);
  expect(placed(anchor, MENU, VIEW, { align: "end" }).left).toBe(240);
  expect(placed(anchor, MENU, VIEW, { align: "end", rightToLeft: true }).left).toBe(400);
});

test("it turns to the other side where there is no room", () => {
  expect(placed({ ...BUTTON, top: 560 }, MENU, VIEW).top).toBe(404);
  expect(placed(BUTTON, MENU, VIEW, { side: "above" }).top).toBe(86);
  expect(placed({ ...BUTTON, top: 300 }, MENU, VIEW, { side: "above" }).top).toBe(144);
});

test("it never leaves the view", () => {
  expect(placed({ ...BUTTON, left: 780 }, MENU, VIEW, { align: "center" }).left).toBe(592);
  expect(placed({ ...BUTTON, left: 0 }, MENU, VIEW, { align: "end" }).left).toBe(8);
  expect(placed(BUTTON, { width: 900, height: 900 }, VIEW)).toEqual({ left: 8, top: 8 });
});
