import { expect, it } from "vitest";

import { chatPlace } from "./chat-place";

const FRAME = { width: 600, height: 400 };

it("stands under the end of what is selected", () => {
  expect(chatPlace(new DOMRect(100, 50, 200, 20), FRAME)).toEqual({ left: "220px", top: "76px" });
});

it("stands over it at the foot of the frame", () => {
  expect(chatPlace(new DOMRect(100, 370, 200, 20), FRAME).top).toBe("328px");
});

it("stays within the frame", () => {
  expect(chatPlace(new DOMRect(500, -500, 99, 20), FRAME)).toEqual({ left: "434px", top: "6px" });
  expect(chatPlace(new DOMRect(0, 900, 5, 20), { width: 100, height: 100 })).toEqual({ left: "6px", top: "58px" });
});
