/** Steps and bounds of zoom; 1 is 100 %. */

const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5] as const;
const MIN_ZOOM = 0.25;
const MAX_ZOOM = 5;
/** Turns of a mouse's wheel come in big pieces, those of a pinch in small ones: this bounds the former. */
const MAX_WHEEL_DELTA = 20;

export function boundedZoom(zoom: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
}

/** The next greater step, or the next smaller one. */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  const closeTo = 0.005;
  const next =
    direction > 0 ? STEPS.find((step) => step > zoom + closeTo) : STEPS.findLast((step) => step < zoom - closeTo);
  return next ?? boundedZoom(zoom);
}

/** By how much a turn of the wheel, or a pinch that is told as one, multiplies the zoom. */
export function wheelFactor(deltaY: number): number {
  return Math.exp(-Math.min(MAX_WHEEL_DELTA, Math.max(-MAX_WHEEL_DELTA, deltaY)) / 100);
}
