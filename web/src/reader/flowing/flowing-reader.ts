/**
 * Shows a document that has no pages: canonical HTML in a sandboxed frame.
 *
 * Nothing in the frame runs: listeners are ours, put on from outside. A place is a block (`data-index`) or a node in it.
 */

import { Emitter } from "../emitter";
import type { BlockMark, DocumentFile, Reader, ReaderEvents, ScrollOptions, Unsubscribe } from "../reader";
import { Finding } from "./finding";
import { Frame, type FrameWindow } from "./frame";
import { blockAt, openHtml } from "./loading";
import { FlowingMarks } from "./marks";
import { scrollIntoView } from "./scrolling";
import { selectionOf } from "./selection";

const LEAST_ZOOM = 0.5;
const MOST_ZOOM = 3;
const ZOOM_STEP = 1.1;
/** How far below the upper edge of the view a block is looked for, in CSS pixels. */
const PROBES = [12, 40, 80, 140];
/** The part of a screen that `scrollByScreens` moves by, so that a line stays in sight. */
const SCREEN = 0.9;

export class FlowingReader implements Reader<BlockMark> {
  /** A flowing document has no pages. */
  readonly pageCount = 0;
  readonly page = 0;
  private readonly emitter = new Emitter<ReaderEvents>();
  private readonly frame: Frame;
  private readonly marks = new FlowingMarks();
  private readonly finding = new Finding();
  private readonly listening = new AbortController();
  private opening = 0;
  private scale = 1;
  private top = 0;
  private isPressed = false;
  private waiting = 0;

  constructor(container: HTMLElement) {
    this.frame = new Frame(container);
    void this.frame.loaded.then((view) => this.listen(view));
  }

  get zoom(): number {
    return this.scale;
  }

  /** `data-index` of the block at the upper edge of the view. */
  get block(): number {
    return this.top;
  }

  /** The document as it is shown, null before it is. */
  get document(): Document | null {
    return this.frame.view?.document ?? null;
  }

  on<Name extends keyof ReaderEvents>(name: Name, listener: (event: ReaderEvents[Name]) => void): Unsubscribe {
    return this.emitter.on(name, listener);
  }

  async open(file: DocumentFile): Promise<void> {
    this.opening += 1;
    const turn = this.opening;
    const page = await openHtml(file);
    if (turn !== this.opening) return;
    const view = await this.frame.show(page);
    this.finding.end(view);
    this.marks.moveTo(view.document);
    this.top = 0;
    this.emitter.emit("ready", { pageCount: 0 });
  }

  setMarks(layer: string, marks: readonly BlockMark[]): void {
    this.marks.set(layer, marks);
  }

  async scrollToMark(id: string, options: ScrollOptions = {}): Promise<void> {
    const view = this.frame.view;
    const element = this.marks.elementOf(id);
    if (view && element) await scrollIntoView(view, element, options);
  }

  /** The only page is the document's beginning. */
  async scrollToPage(): Promise<void> {
    const view = await this.frame.loaded;
    view.scrollTo(0, 0);
  }

  async scrollToBlock(block: number, options: ScrollOptions = { block: "start" }): Promise<void> {
    const view = this.frame.view;
    const element = view && blockAt(view.document, block);
    if (element) await scrollIntoView(view, element, options);
  }

  scrollByScreens(screens: number): void {
    const view = this.frame.view;
    view?.scrollBy(0, screens * view.innerHeight * SCREEN);
  }

  /** The size of the text, 1 as it is meant; the block at the upper edge stays there. */
  setZoom(zoom: number): void {
    const view = this.frame.view;
    const wanted = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
    if (!view || wanted === this.scale) return;
    const held = blockAt(view.document, this.top);
    const before = held?.getBoundingClientRect().top ?? 0;
    this.scale = wanted;
    view.document.documentElement.style.fontSize = `${wanted * 100}%`;
    if (held) view.scrollBy(0, held.getBoundingClientRect().top - before);
    this.emitter.emit("viewChanged", { zoom: wanted, rotation: 0 });
  }

  async find(text: string, options: { readonly backwards?: boolean } = {}): Promise<{ current: number; total: number }> {
    const view = await this.frame.loaded;
    const result = this.finding.find(view, text, options.backwards ?? false);
    const range = this.finding.range;
    if (range) await scrollIntoView(view, range, { block: "nearest" });
    return result;
  }

  endFind(): void {
    this.finding.end(this.frame.view);
  }

  clearSelection(): void {
    this.document?.getSelection()?.removeAllRanges();
  }

  focus(): void {
    this.frame.element.focus();
  }

  destroy(): void {
    this.opening += 1;
    this.listening.abort();
    if (this.waiting) cancelAnimationFrame(this.waiting);
    this.emitter.clear();
    this.frame.destroy();
  }

  private listen(view: FrameWindow): void {
    const { signal } = this.listening;
    const page = view.document;
    page.addEventListener("scroll", () => this.soon(() => this.noteScroll()), { signal, passive: true });
    page.addEventListener("pointerdown", () => (this.isPressed = true), { signal });
    page.addEventListener("selectionchange", () => this.isPressed || this.soon(() => this.noteSelection()), { signal });
    for (const kind of ["pointerup", "pointercancel"] as const) {
      view.addEventListener(kind, () => this.released(), { signal });
    }
    page.addEventListener("click", (event) => this.click(event.target as Node | null), { signal });
    page.addEventListener("keydown", (event) => this.press(event), { signal });
    const turnWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.setZoom(this.scale * (event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP));
    };
    page.addEventListener("wheel", turnWheel, { signal, passive: false });
  }

  private released(): void {
    this.isPressed = false;
    this.soon(() => this.noteSelection());
  }

  private click(target: Node | null): void {
    // A click that ends a selection is none.
    const isSelecting = this.document?.getSelection()?.isCollapsed === false;
    const mark = isSelecting ? null : this.marks.clickableAt(target);
    if (mark) this.emitter.emit("markClicked", { id: mark.id });
  }

  private press(event: KeyboardEvent): void {
    if (event.key === "Enter" && event.target === this.document?.activeElement) this.click(event.target as Node | null);
  }

  private soon(work: () => void): void {
    if (this.waiting) cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      work();
    });
  }

  private noteScroll(): void {
    const block = this.blockInView();
    if (block !== null && block !== this.top) {
      this.top = block;
      this.emitter.emit("blockChanged", { block });
    }
    // Where it stands on the screen is another place now.
    if (this.document?.getSelection()?.isCollapsed === false) this.noteSelection();
  }

  private blockInView(): number | null {
    const view = this.frame.view;
    if (!view) return null;
    for (const y of PROBES) {
      const found = view.document.elementFromPoint(view.innerWidth / 2, y)?.closest("[data-index]");
      if (found) return Number(found.getAttribute("data-index"));
    }
    return null;
  }

  private noteSelection(): void {
    const chosen = this.document?.getSelection() ?? null;
    const selection = selectionOf(chosen);
    const range = selection ? chosen?.getRangeAt(0) : undefined;
    const selected = selection && range ? { selection, anchor: this.frame.toOuter(range.getBoundingClientRect()) } : null;
    this.emitter.emit("selectionChanged", { selected });
  }
}
