/** Follows what a person selects on the pages: text, or a box that is dragged over them. */

import type { Box } from "../../api/types";
import type { PageMark, Selected } from "../reader";
import { t } from "../texts";
import { boxAfter, boxInView, isArrow, onScreen } from "./keyed-box";
import { selectedBox, selectedText } from "./selecting";
import type { ShownPage } from "./words";

export type SelectionMode = "text" | "box";

export interface SelectablePages {
  /** The pages that have been drawn. */
  shown(): ShownPage[];
  /** The page in view, from 0. */
  inView(): number;
  /** Text without ligatures and the like. */
  normalize(text: string): string;
}

interface Told {
  changed(selected: Selected | null): void;
  /** What a box has selected is shown by marks, as the browser shows selected text by itself. */
  marked(marks: readonly PageMark[]): void;
  /** What a person who does not see the box hears of it. */
  said(words: string): void;
}

/** A box that keys move, in points of its page. */
interface KeyedBox {
  readonly page: number;
  readonly box: Box;
}

/** A drag shorter than this, in CSS pixels, is a click. */
const LEAST_DRAG = 4;
/** How long a selection by keyboard must rest before it is told, in milliseconds. */
const REST = 200;
/** Space kept between a box that is moved and the edge of the view, in CSS pixels. */
const GAP = 8;
/** The most characters of what a box selected that are read out. */
const MOST_SAID = 200;

export class SelectionFollower {
  private mode: SelectionMode = "text";
  private selected: Selected | null = null;
  private isDown = false;
  private keyed: KeyedBox | null = null;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private readonly normalize = (text: string) => this.pages.normalize(text);

  constructor(
    private readonly scroller: HTMLElement,
    private readonly pages: SelectablePages,
    private readonly told: Told,
    signal: AbortSignal,
  ) {
    document.addEventListener("selectionchange", () => this.wait(REST), { signal });
    document.addEventListener("pointerup", () => this.pointerEnded(), { signal });
    document.addEventListener("pointercancel", () => this.pointerEnded(), { signal });
    scroller.addEventListener("pointerdown", (event) => this.pointerStarted(event), { signal });
    scroller.addEventListener("keydown", (event) => this.pressed(event), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.rest));
  }

  setMode(mode: SelectionMode): void {
    if (mode === this.mode) return;
    this.clear();
    clearTimeout(this.rest);
    this.mode = mode;
    this.scroller.classList.toggle("paged-boxing", mode === "box");
    this.told.said(mode === "box" ? t("boxMode") : "");
  }

  clear(): void {
    const selection = getSelection();
    if (selection && this.scroller.contains(selection.anchorNode)) selection.removeAllRanges();
    this.dropKeyed();
    this.tell(null);
  }

  private pressed(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && event.target === this.scroller;
    if (this.mode === "box" && isPlain && this.moveKeyed(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === "Escape" && this.selected) this.clear();
  }

  /** Does what a key means while boxes are selected; says whether it means something. */
  private moveKeyed({ key, shiftKey }: KeyboardEvent): boolean {
    const shown = this.pages.shown();
    const { keyed } = this;
    const own = shown.find(({ page }) => page === keyed?.page);
    if (key === "Escape" && keyed) {
      this.dropKeyed();
      this.told.said(t("boxLeft"));
    } else if (keyed && own && isArrow(key)) {
      this.placeKeyed({ ...keyed, box: boxAfter(key, shiftKey, keyed.box, own) }, own);
    } else if (keyed && own && key === "Enter") {
      this.dropKeyed();
      this.tell(selectedBox(onScreen(keyed.box, own), own, this.normalize));
      const material = this.selected?.selection.material ?? "";
      this.told.said(material ? t("boxSelected", { text: material.slice(0, MOST_SAID) }) : t("boxSelectedPlain"));
    } else if (!keyed && (key === "Enter" || key === " ")) {
      const page = shown.find((one) => one.page === this.pages.inView());
      const box = page && boxInView(page, this.scroller.getBoundingClientRect());
      if (!box) return false;
      this.tell(null);
      this.placeKeyed({ page: page.page, box }, page);
      this.told.said(t("boxPlaced", { page: page.page + 1 }));
    } else return false;
    return true;
  }

  private placeKeyed(keyed: KeyedBox, shown: ShownPage): void {
    this.keyed = keyed;
    this.told.marked([{ id: "selection-box", page: keyed.page, box: keyed.box, kind: "selection", className: "paged-keyed-box" }]);
    const [box, view] = [onScreen(keyed.box, shown), this.scroller.getBoundingClientRect()];
    this.scroller.scrollBy({
      left: outside(box.left, box.right, view.left, view.right),
      top: outside(box.top, box.bottom, view.top, view.bottom),
      behavior: "instant",
    });
  }

  private dropKeyed(): void {
    if (!this.keyed) return;
    this.keyed = null;
    this.told.marked([]);
  }

  private pointerStarted(event: PointerEvent): void {
    this.isDown = true;
    if (event.button !== 0 || this.mode !== "box") return;
    const shown = this.pages.shown().find(({ element }) => event.composedPath().includes(element));
    this.dropKeyed();
    this.tell(null);
    if (!shown) return;
    event.preventDefault();
    this.scroller.focus({ preventScroll: true });
    followBox(event, shown.element, (rect) => this.tell(selectedBox(rect, shown, this.normalize)));
  }

  private pointerEnded(): void {
    this.isDown = false;
    this.wait(0);
  }

  private wait(milliseconds: number): void {
    clearTimeout(this.rest);
    if (this.mode === "text" && !this.isDown) this.rest = setTimeout(() => this.read(), milliseconds);
  }

  /** Reads the browser's own selection. */
  private read(): void {
    const selection = getSelection();
    const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const isOurs = range !== null && this.scroller.contains(range.startContainer);
    this.tell(isOurs ? selectedText(range, this.pages.shown(), this.normalize) : null);
  }

  private tell(selected: Selected | null): void {
    if (selected === null && this.selected === null) return;
    if (JSON.stringify(selected?.selection) === JSON.stringify(this.selected?.selection)) return;
    this.selected = selected;
    this.told.marked(selected && this.mode === "box" ? marksOf(selected) : []);
    this.told.changed(selected);
  }
}

/** How far to scroll so that a stretch is in view: its end, when it is longer than the view. */
function outside(start: number, end: number, viewStart: number, viewEnd: number): number {
  if (end > viewEnd) return end - viewEnd + GAP;
  return start < viewStart ? start - viewStart - GAP : 0;
}

function marksOf({ selection }: Selected): PageMark[] {
  if (!("rects" in selection)) return [];
  return selection.rects.map(({ pageNumber, outline }, place) => {
    return { id: `selection-${place}`, page: pageNumber - 1, box: outline, kind: "selection" };
  });
}

/** Draws a box from where the pointer went down to where it goes, and tells what it became. */
function followBox(from: PointerEvent, page: HTMLElement, done: (rect: DOMRect) => void): void {
  const band = document.createElement("div");
  band.className = "paged-band";
  const over = new AbortController();
  let rect = new DOMRect(from.clientX, from.clientY, 0, 0);
  const moved = (event: PointerEvent) => {
    const frame = page.getBoundingClientRect();
    const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
    const [x, y] = [within(event.clientX, frame.left, frame.right), within(event.clientY, frame.top, frame.bottom)];
    rect = new DOMRect(
      Math.min(x, from.clientX),
      Math.min(y, from.clientY),
      Math.abs(x - from.clientX),
      Math.abs(y - from.clientY),
    );
    band.style.left = `${rect.left - frame.left}px`;
    band.style.top = `${rect.top - frame.top}px`;
    band.style.width = `${rect.width}px`;
    band.style.height = `${rect.height}px`;
    if (!band.isConnected) page.append(band);
  };
  const ended = (isMeant: boolean) => {
    over.abort();
    band.remove();
    if (isMeant && Math.max(rect.width, rect.height) >= LEAST_DRAG) done(rect);
  };
  document.addEventListener("pointermove", moved, { signal: over.signal });
  document.addEventListener("pointerup", () => ended(true), { signal: over.signal });
  document.addEventListener("pointercancel", () => ended(false), { signal: over.signal });
}
