/** A reader of PDFs: continuous pages, of which those near the view are drawn, with marks over them. */

import { effect } from "@preact/signals";
import type { PDFDocumentProxy } from "pdfjs-dist";

import { turnOf, turnedSize, type Turn } from "../geometry";
import { Emitter } from "../emitter";
import {
  ReaderError,
  type DocumentFile,
  type PageMark,
  type Reader,
  type ReaderEvents,
  type ScrollOptions,
  type Unsubscribe,
} from "../reader";
import { t } from "../texts";
import { Finder, type FindOptions, type Found } from "./finding";
import { followGestures } from "./gestures";
import { loadEngine, openPdf } from "./loading";
import { Marks } from "./marks";
import "./paged.css";
import { centreOf, keepingPlace, scrollTo, type Point } from "./place";
import type { PageViewer } from "./page-viewer";
import { SelectionFollower, type SelectionMode } from "./selection";
import { boundedZoom, nextZoom } from "./zoom";

type Fit = "width" | "page";

/** Space kept free on both sides of a fitted page together, in CSS pixels. */
const FIT_MARGIN = 32;
/** CSS pixels in a point at zoom 1. */
const PIXELS_PER_POINT = 96 / 72;
/** How long a gesture only stretches what is drawn, in milliseconds. */
const GESTURE_DELAY = 250;

export class PagedReader implements Reader<PageMark> {
  private readonly emitter = new Emitter<ReaderEvents>();
  private readonly root = document.createElement("div");
  private readonly scroller = document.createElement("div");
  private readonly inner = document.createElement("div");
  /** Says to those who don't see it what keys do to a box. */
  private readonly spoken = document.createElement("p");
  private readonly ended = new AbortController();
  private readonly resized = new ResizeObserver(() => this.refit());
  private readonly marks: Marks;
  private readonly selection: SelectionFollower;
  private viewer: PageViewer | null = null;
  private finder: Finder | null = null;
  private normalize = (text: string) => text;
  private fit: Fit | null = "width";
  /** Counts openings: one that was overtaken by another shows nothing. */
  private opening = 0;
  /** The opening of which something has been drawn. */
  private ready = 0;
  /** Counts places that are gone to: the last one is reached, the others are not come back to. */
  private going = 0;

  constructor(container: HTMLElement) {
    this.root.className = "paged";
    this.scroller.className = "paged-scroller";
    this.scroller.tabIndex = 0;
    this.scroller.role = "region";
    this.inner.className = "pdfViewer";
    this.scroller.append(this.inner);
    this.spoken.className = "visually-hidden";
    this.spoken.role = "status";
    this.root.append(this.scroller, this.spoken);
    container.append(this.root);
    this.marks = new Marks(
      {
        turn: () => this.rotation,
        element: (page) => this.viewer?.view(page)?.div,
        size: (page) => this.viewer?.pageSize(page) ?? null,
        isShown: (page) => this.viewer?.isShown(page) ?? false,
      },
      (id) => this.emitter.emit("markClicked", { id }),
    );
    this.selection = new SelectionFollower(
      this.scroller,
      {
        shown: () => this.viewer?.shownPages() ?? [],
        inView: () => this.page,
        normalize: (text) => this.normalize(text),
      },
      {
        changed: (selected) => this.emitter.emit("selectionChanged", { selected }),
        marked: (marks) => this.setMarks("selection", marks),
        said: (words) => (this.spoken.textContent = words),
      },
      this.ended.signal,
    );
    for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"] as const) {
      this.scroller.addEventListener(kind, () => this.leave(), { signal: this.ended.signal, passive: true });
    }
    followGestures(this.scroller, (factor, at) => this.zoomBy(factor, at), this.ended.signal);
    this.ended.signal.addEventListener("abort", effect(() => this.namePages()));
    this.resized.observe(this.scroller);
  }

  /** The open document, for those who read more of it than is drawn. */
  get document(): PDFDocumentProxy | null {
    return this.viewer?.document ?? null;
  }

  get pageCount(): number {
    return this.viewer?.pageCount ?? 0;
  }

  get page(): number {
    return this.viewer?.page ?? 0;
  }

  get zoom(): number {
    return this.viewer?.zoom ?? 1;
  }

  get rotation(): Turn {
    return this.viewer?.turn ?? 0;
  }

  on<Name extends keyof ReaderEvents>(name: Name, listener: (event: ReaderEvents[Name]) => void): Unsubscribe {
    return this.emitter.on(name, listener);
  }

  async open(file: DocumentFile): Promise<void> {
    const opening = ++this.opening;
    const [{ PageViewer, normalizeUnicode }, opened] = await Promise.all([loadEngine(), openPdf(file)]);
    const isReadable = await opened.getPage(1).then(
      () => true,
      () => false,
    );
    if (opening !== this.opening || !isReadable) {
      await opened.loadingTask.destroy();
      if (isReadable) return;
      throw new ReaderError("broken", t("broken"));
    }
    this.normalize = normalizeUnicode;
    this.viewer ??= this.newViewer(new PageViewer(this.scroller, this.inner));
    await this.close();
    this.fit ??= "width";
    await this.viewer.show(opened);
    this.namePages();
    this.scroller.scrollTo(0, 0);
    this.refit();
    this.viewer.update();
  }

  setMarks(layer: string, marks: readonly PageMark[]): void {
    this.marks.set(layer, marks);
  }

  async scrollToMark(id: string, options: ScrollOptions = {}): Promise<void> {
    const mark = this.marks.find(id);
    const { viewer } = this;
    if (!mark || !viewer) return;
    const isWanted = this.setOut();
    await viewer.loadAround(mark.page);
    if (isWanted()) await scrollTo(viewer, mark.page, mark.box, options);
    if (isWanted()) await viewer.whenDrawn(mark.page);
    if (!isWanted()) return;
    // Pages above may have turned out to have other sizes.
    await scrollTo(viewer, mark.page, mark.box, { ...options, smooth: false });
    this.marks.draw(mark.page);
    this.marks.announce(mark);
  }

  async scrollToPage(page: number, options: ScrollOptions = {}): Promise<void> {
    const { viewer } = this;
    if (!viewer || page < 0 || page >= this.pageCount) return;
    const isWanted = this.setOut();
    await viewer.loadAround(page);
    if (isWanted()) await scrollTo(viewer, page, null, options);
    if (isWanted()) await viewer.whenDrawn(page);
  }

  /** A zoom of its own, 1 being 100 %, or one that follows the view's width or size. */
  setZoom(zoom: number | Fit): void {
    this.fit = typeof zoom === "number" ? null : zoom;
    if (typeof zoom === "number") this.zoomTo(zoom);
    else this.refit();
  }

  zoomIn(): void {
    this.setZoom(nextZoom(this.zoom, 1));
  }

  zoomOut(): void {
    this.setZoom(nextZoom(this.zoom, -1));
  }

  rotate(quarters: 1 | -1): void {
    const { viewer } = this;
    if (!viewer) return;
    keepingPlace(viewer, centreOf(viewer), () => {
      viewer.turn = turnOf(viewer.turn + 90 * quarters);
      const fitted = this.fittedZoom();
      if (fitted !== null) viewer.setZoom(fitted);
    });
    viewer.update();
    this.marks.drawAll();
    this.tellView();
  }

  /** Whether dragging selects text, or a box. */
  setSelectionMode(mode: SelectionMode): void {
    this.selection.setMode(mode);
  }

  clearSelection(): void {
    this.selection.clear();
  }

  /** Shows the next place where a text stands, case aside; resolves when the whole document is searched. */
  async find(text: string, options: FindOptions = {}): Promise<Found> {
    const found = (await this.finder?.find(text, options)) ?? { current: 0, total: 0 };
    if (found.total > 0) await this.viewer?.showFound();
    return found;
  }

  endFind(): void {
    this.finder?.end();
  }

  destroy(): void {
    this.opening += 1;
    this.leave();
    this.ended.abort();
    this.resized.disconnect();
    void this.close();
    this.emitter.clear();
    this.root.remove();
  }

  /** Begins to go to a place; says from then on whether it is still to be reached. */
  private setOut(): () => boolean {
    this.leave();
    const { going } = this;
    return () => going === this.going;
  }

  /** Whatever was being gone to is not any more: the person scrolls, or goes elsewhere. */
  private leave(): void {
    this.going += 1;
    this.viewer?.leave();
  }

  /** Puts the open document away. */
  private async close(): Promise<void> {
    const open = this.document;
    this.selection.clear();
    this.finder?.reset();
    this.marks.forgetDrawn();
    if (!open) return;
    await this.viewer?.show(null);
    await open.loadingTask.destroy();
  }

  private newViewer(viewer: PageViewer): PageViewer {
    this.finder = new Finder(viewer);
    viewer.on("pagerender", ({ pageNumber }) => this.marks.draw(pageNumber - 1));
    viewer.on("pagerendered", ({ pageNumber }) => {
      this.marks.draw(pageNumber - 1);
      this.noteReady();
      this.emitter.emit("pageRendered", { page: pageNumber - 1 });
    });
    viewer.on("pagechanging", ({ pageNumber }) => this.emitter.emit("pageChanged", { page: pageNumber - 1 }));
    viewer.on("textlayerrendered", ({ pageNumber }) => {
      // The pages scroll together; a stop at each of them would only be in the way.
      const layer = viewer.view(pageNumber - 1)?.div.querySelector<HTMLElement>(".textLayer");
      if (layer) layer.tabIndex = -1;
    });
    return viewer;
  }

  /** Tells, once for each document, that something of it can be seen. */
  private noteReady(): void {
    if (this.ready === this.opening) return;
    this.ready = this.opening;
    this.emitter.emit("ready", { pageCount: this.pageCount });
  }

  private namePages(): void {
    this.scroller.ariaLabel = t("pages");
    for (let page = 0; page < this.pageCount; page++) {
      const div = this.viewer?.view(page)?.div;
      if (!div) continue;
      div.role = "group";
      div.ariaLabel = t("page", { page: page + 1 });
    }
  }

  private zoomTo(zoom: number, at?: Point, delay?: number): void {
    const { viewer } = this;
    if (!viewer) return;
    const bounded = boundedZoom(zoom);
    if (Math.abs(bounded - viewer.zoom) < 0.001) return;
    keepingPlace(viewer, at ?? centreOf(viewer), () => viewer.setZoom(bounded, delay));
    viewer.update();
    this.tellView();
  }

  private zoomBy(factor: number, at: Point): void {
    this.fit = null;
    this.zoomTo(this.zoom * factor, at, GESTURE_DELAY);
  }

  /** Follows the size of the view; the page in view stays where it is, by its upper edge when that can be seen. */
  private refit(): void {
    const { viewer } = this;
    const zoom = this.fittedZoom();
    if (!viewer) return;
    const top = (viewer.view(this.page)?.div.offsetTop ?? 0) - this.scroller.scrollTop;
    const isSeen = top > 0 && top < this.scroller.clientHeight;
    if (zoom !== null) this.zoomTo(zoom, { x: this.scroller.clientWidth / 2, y: isSeen ? top : 0 });
    // What is taller or shown again may have more pages in view.
    viewer.update();
  }

  private fittedZoom(): number | null {
    const size = this.viewer?.pageSize(this.page);
    const [width, height] = [this.scroller.clientWidth - FIT_MARGIN, this.scroller.clientHeight - FIT_MARGIN];
    if (this.fit === null || !size || width <= 0 || height <= 0) return null;
    const shown = turnedSize(size, this.rotation);
    const fitted = width / (shown.width * PIXELS_PER_POINT);
    const zoom = this.fit === "width" ? fitted : Math.min(fitted, height / (shown.height * PIXELS_PER_POINT));
    return boundedZoom(Math.floor(zoom * 100) / 100);
  }

  private tellView(): void {
    this.emitter.emit("viewChanged", { zoom: this.zoom, rotation: this.rotation });
  }
}
