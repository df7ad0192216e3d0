/** Where something that floats, a menu or a tooltip, stands beside what it belongs to. */

export type Side = "below" | "above";
export type Alignment = "start" | "center" | "end";

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Wish {
  readonly side?: Side;
  readonly align?: Alignment;
  /** Whether lines run from right to left, which swaps start and end. */
  readonly rightToLeft?: boolean;
}

const GAP = 6;
const MARGIN = 8;

/** The top left corner, in the view's pixels: on the wanted side where there is room, and always within the view. */
export function placed(anchor: Rectangle, floating: Size, view: Size, wish: Wish = {}): { left: number; top: number } {
  const { side = "below", align = "start", rightToLeft = false } = wish;
  const below = anchor.top + anchor.height + GAP;
  const above = anchor.top - GAP - floating.height;
  const fitsBelow = below + floating.height <= view.height - MARGIN;
  const fitsAbove = above >= MARGIN;
  const wanted = side === "below" ? fitsBelow || !fitsAbove : !fitsAbove && fitsBelow;
  const atLeft = (align === "start") !== rightToLeft;
  const atCenter = anchor.left + (anchor.width - floating.width) / 2;
  const left = align === "center" ? atCenter : atLeft ? anchor.left : anchor.left + anchor.width - floating.width;
  return {
    left: within(left, view.width - floating.width - MARGIN),
    top: within(wanted ? below : above, view.height - floating.height - MARGIN),
  };
}

function within(value: number, greatest: number): number {
  return Math.round(Math.max(MARGIN, Math.min(value, greatest)));
}

/** Puts `floating`, which is shown, beside `anchor`. */
export function place(floating: HTMLElement, anchor: Element, wish: Wish = {}): void {
  const view = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
  const size = { width: floating.offsetWidth, height: floating.offsetHeight };
  const rightToLeft = getComputedStyle(anchor).direction === "rtl";
  const { left, top } = placed(anchor.getBoundingClientRect(), size, view, { ...wish, rightToLeft });
  floating.style.left = `${left}px`;
  floating.style.top = `${top}px`;
}
