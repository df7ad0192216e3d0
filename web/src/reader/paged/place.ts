/** Where in a document a person is: kept through zooming and turning, and gone to. */

import { percentagesOf, turnedBox, turnedSize, type Turn } from "../geometry";
import type { Box } from "../../api/types";
import type { ScrollOptions } from "../reader";
import type { PageViewer } from "./page-viewer";

/** A point of the view, from its top left, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point of a page, as parts of its width and height before any turn by the reader. */
interface Place {
  readonly page: number;
  readonly across: number;
  readonly down: number;
}

/** Space left above a page that is scrolled to, in CSS pixels. */
const GAP = 12;
const SCROLL_MILLISECONDS = 1500;

export function centreOf({ scroller }: PageViewer): Point {
  return { x: scroller.clientWidth / 2, y: scroller.clientHeight / 2 };
}

/** Does something to the view, and brings what stood at a point back to it. */
export function keepingPlace(viewer: PageViewer, at: Point, change: () => void): void {
  const place = placeAt(viewer, at);
  change();
  if (place) bring(viewer, place, at);
}

function placeAt(viewer: PageViewer, { x, y }: Point): Place | null {
  const { scroller } = viewer;
  const top = scroller.scrollTop + y;
  const page = viewer.pageAt(top);
  const div = viewer.view(page)?.div;
  if (!div) return null;
  const across = (scroller.scrollLeft + x - div.offsetLeft) / div.offsetWidth;
  const down = (top - div.offsetTop) / div.offsetHeight;
  return { page, ...straight({ across, down }, viewer.turn) };
}

function bring(viewer: PageViewer, place: Place, { x, y }: Point): void {
  const { scroller } = viewer;
  const div = viewer.view(place.page)?.div;
  if (!div) return;
  const { across, down } = turned(place, viewer.turn);
  scroller.scrollLeft = div.offsetLeft + across * div.offsetWidth - x;
  scroller.scrollTop = div.offsetTop + down * div.offsetHeight - y;
}

type Parts = Pick<Place, "across" | "down">;
const UNIT = { width: 1, height: 1 };

function turned({ across, down }: Parts, turn: Turn): Parts {
  const [left, top] = turnedBox([across, down, across, down], UNIT, turn);
  return { across: left, down: top };
}

function straight(parts: Parts, turn: Turn): Parts {
  return turned(parts, turn === 90 ? 270 : turn === 270 ? 90 : turn);
}

/** Brings a box of a page into view, or the page's beginning when there is no box. The page's size must be known. */
export async function scrollTo(viewer: PageViewer, page: number, box: Box | null, options: ScrollOptions): Promise<void> {
  const { scroller } = viewer;
  const div = viewer.view(page)?.div;
  const size = viewer.pageSize(page);
  if (!div || !size) return;
  const to = { left: scroller.scrollLeft, top: div.offsetTop - GAP };
  if (box) {
    const shown = percentagesOf(turnedBox(box, size, viewer.turn), turnedSize(size, viewer.turn));
    const left = div.offsetLeft + (shown.left / 100) * div.offsetWidth;
    const top = div.offsetTop + (shown.top / 100) * div.offsetHeight;
    const width = (shown.width / 100) * div.offsetWidth;
    const height = (shown.height / 100) * div.offsetHeight;
    const block = options.block ?? "center";
    to.left = aligned("nearest", left, width, scroller.scrollLeft, scroller.clientWidth);
    to.top = aligned(block, top, height, scroller.scrollTop, scroller.clientHeight);
  }
  const far = Math.abs(to.top - scroller.scrollTop) > 3 * scroller.clientHeight;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const smooth = options.smooth === true && !far && !calm;
  const ended = smooth ? endOfScroll(scroller) : null;
  scroller.scrollTo({ ...to, behavior: smooth ? "smooth" : "instant" });
  await ended;
  viewer.update();
}

/** The scroll position that brings a stretch into a view; "nearest" centres what is not yet in view. */
function aligned(
  how: "start" | "center" | "nearest",
  start: number,
  length: number,
  scrolled: number,
  view: number,
): number {
  if (how === "nearest" && start >= scrolled + GAP && start + length <= scrolled + view - GAP) return scrolled;
  // What is larger than the view is shown from its beginning.
  if (how === "start" || length > view) return start - GAP;
  return start + length / 2 - view / 2;
}

function endOfScroll(scroller: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(latest);
      resolve();
    };
    // It may be there already, or somebody else scrolls meanwhile: then no end is told.
    const latest = setTimeout(done, SCROLL_MILLISECONDS);
    scroller.addEventListener("scrollend", done, { once: true });
  });
}
