/** Scrolling within the frame alone; `scrollIntoView` would move the page around it as well. */

import type { ScrollOptions } from "../reader";
import type { FrameWindow } from "./frame";

const MARGIN = 24;
/** Blocks on the way are laid out only as they come near, and change their heights then. */
const MOST_TRIES = 6;

interface Placed {
  getBoundingClientRect(): DOMRect;
}

export async function scrollIntoView(view: FrameWindow, what: Element | Range, options: ScrollOptions): Promise<void> {
  const { block = "center", smooth = false } = options;
  scrollTableTo(what);
  if (smooth && Math.abs(distance(view, what, block)) < view.innerHeight * 2) {
    view.scrollBy({ top: distance(view, what, block), behavior: "smooth" });
    await scrollEnd(view);
  }
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const missing = distance(view, what, block);
    const before = view.scrollY;
    if (Math.abs(missing) < 1) return;
    view.scrollTo({ top: before + missing, behavior: "instant" });
    await nextFrame(view);
    if (Math.abs(view.scrollY - before) < 1) return;
  }
}

/** How far the view has to move down for a node to stand where it should, in CSS pixels. */
export function distance(view: Pick<Window, "innerHeight">, what: Placed, block: "start" | "center" | "nearest"): number {
  const { top, bottom, height } = what.getBoundingClientRect();
  const fits = height + 2 * MARGIN <= view.innerHeight;
  if (block === "center" && fits) return Math.round(top - (view.innerHeight - height) / 2);
  if (block === "nearest") {
    const isSeen = top >= MARGIN && bottom <= view.innerHeight - MARGIN;
    if (isSeen) return 0;
    if (fits) return Math.round(top - view.innerHeight / 3);
  }
  return Math.round(top - MARGIN);
}

/** Brings a cell into view in a table that is wider than the text. */
function scrollTableTo(what: Element | Range): void {
  const node = "startContainer" in what ? what.startContainer.parentElement : what;
  const table = node?.closest("table");
  if (!table || node === table || table.scrollWidth <= table.clientWidth) return;
  const inner = what.getBoundingClientRect();
  const outer = table.getBoundingClientRect();
  if (inner.left < outer.left) table.scrollLeft -= outer.left - inner.left + MARGIN;
  else if (inner.right > outer.right) table.scrollLeft += inner.right - outer.right + MARGIN;
}

function nextFrame(view: FrameWindow): Promise<void> {
  return new Promise((resolve) => view.parent.requestAnimationFrame(() => resolve()));
}

/** The end of a smooth scroll; one that does not begin, because the view is at its end already, has none. */
function scrollEnd(view: FrameWindow): Promise<void> {
  return new Promise((resolve) => {
    view.document.addEventListener("scrollend", () => resolve(), { once: true });
    setTimeout(resolve, 1000);
  });
}
