/** Zooming by the wheel with Ctrl, and by two fingers. */

import type { Point } from "./place";
import { wheelFactor } from "./zoom";

/** The zoom is multiplied by `factor`; `at` stays where it is. */
type ZoomBy = (factor: number, at: Point) => void;

/** A change of zoom too small to be seen is kept until more comes. */
const SEEN = 0.01;

export function followGestures(element: HTMLElement, zoomBy: ZoomBy, signal: AbortSignal): void {
  let pending = 1;
  const zoom = (factor: number, clientX: number, clientY: number) => {
    pending *= factor;
    if (Math.abs(pending - 1) < SEEN) return;
    const { left, top } = element.getBoundingClientRect();
    zoomBy(pending, { x: clientX - left, y: clientY - top });
    pending = 1;
  };
  element.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(wheelFactor(event.deltaY), event.clientX, event.clientY);
    },
    { passive: false, signal },
  );
  let distance = 0;
  element.addEventListener("touchstart", (event) => (distance = spread(event.touches).distance), {
    passive: true,
    signal,
  });
  element.addEventListener(
    "touchmove",
    (event) => {
      const now = spread(event.touches);
      if (!distance || !now.distance) return;
      event.preventDefault();
      zoom(now.distance / distance, now.x, now.y);
      distance = now.distance;
    },
    { passive: false, signal },
  );
}

/** How far two fingers are apart, and the point between them; a distance of 0 unless there are two. */
function spread(touches: TouchList): Point & { readonly distance: number } {
  const [one, other] = [touches.item(0), touches.item(1)];
  if (!one || !other || touches.length !== 2) return { x: 0, y: 0, distance: 0 };
  return {
    x: (one.clientX + other.clientX) / 2,
    y: (one.clientY + other.clientY) / 2,
    distance: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
  };
}
