/** Follows what a person selects on the pages: text, or a box that is dragged over them. */

import type { PageMark, Selected } from "../reader";
import { selectedBox, selectedText } from "./selecting";
import type { ShownPage } from "./words";

export type SelectionMode = "text" | "box";

export interface SelectablePages {
  /** The pages that have been drawn. */
  shown(): ShownPage[];
  /** Text without ligatures and the like. */
  normalize(text: string): string;
}

interface Told {
  changed(selected: Selected | null): void;
  /** What a box has selected is shown by marks, as the browser shows selected text by itself. */
  marked(marks: readonly PageMark[]): void;
}

/** A drag shorter than this, in CSS pixels, is a click. */
const LEAST_DRAG = 4;
/** How long a selection by keyboard must rest before it is told, in milliseconds. */
const REST = 200;

export class SelectionFollower {
  private mode: SelectionMode = "text";
  private selected: Selected | null = null;
  private isDown = false;
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
    scroller.addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Escape" && this.selected) this.clear();
      },
      { signal },
    );
    signal.addEventListener("abort", () => clearTimeout(this.rest));
  }

  setMode(mode: SelectionMode): void {
    if (mode === this.mode) return;
    this.clear();
    clearTimeout(this.rest);
    this.mode = mode;
    this.scroller.classList.toggle("paged-boxing", mode === "box");
  }

  clear(): void {
    const selection = getSelection();
    if (selection && this.scroller.contains(selection.anchorNode)) selection.removeAllRanges();
    this.tell(null);
  }

  private pointerStarted(event: PointerEvent): void {
    this.isDown = true;
    if (event.button !== 0 || this.mode !== "box") return;
    const shown = this.pages.shown().find(({ element }) => event.composedPath().includes(element));
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
