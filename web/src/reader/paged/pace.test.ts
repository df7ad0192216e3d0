import { describe, expect, it, vi } from "vitest";

import { Movement, Pace, type Queue } from "./pace";

const HEIGHT = 800;

function moved(steps: number, by: number, every: number): { movement: Movement; now: number } {
  const movement = new Movement();
  for (let step = 0; step <= steps; step++) movement.note(step * by, step * every);
  return { movement, now: steps * every };
}

describe("Movement", () => {
  it("is fast when screens fly past, until it rests", () => {
    const { movement, now } = moved(10, HEIGHT, 30);
    expect(movement.isFast(HEIGHT, now)).toBe(true);
    expect(movement.isFast(HEIGHT, now + 200)).toBe(false);
  });

  it("is not fast for a jump, however far, or for somebody who reads", () => {
    const jump = moved(1, 100 * HEIGHT, 1000);
    expect(jump.movement.isFast(HEIGHT, jump.now)).toBe(false);
    const reading = moved(50, 40, 16);
    expect(reading.movement.isFast(HEIGHT, reading.now)).toBe(false);
  });
});

describe("Pace", () => {
  it("frees after enough pages, while none is drawn, and then goes on drawing", async () => {
    const draw = vi.fn();
    const queue: Queue = { renderHighestPriority: draw };
    const free = vi.fn(() => Promise.reject(new Error("A page is being drawn.")));
    let isDrawing = true;
    const pace = new Pace(queue, document.createElement("div"), () => isDrawing, 2, free);
    pace.noteDrawn();
    pace.noteDrawn();
    queue.renderHighestPriority();
    expect([draw.mock.calls.length, free.mock.calls.length]).toEqual([1, 0]);
    isDrawing = false;
    queue.renderHighestPriority();
    expect([draw.mock.calls.length, free.mock.calls.length]).toEqual([1, 1]);
    await vi.waitFor(() => expect(draw).toHaveBeenCalledTimes(2));
    queue.renderHighestPriority();
    expect(free).toHaveBeenCalledTimes(1);
  });
});
