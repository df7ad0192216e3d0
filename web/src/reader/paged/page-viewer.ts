/** pdf.js's viewer of pages, set up our way and with types where it has none. */

// The components below find pdf.js in a global that it makes: it comes first.
import { AnnotationEditorType, AnnotationMode, PixelsPerInch, type PDFDocumentProxy, type PDFPageProxy } from "pdfjs-dist";
import { EventBus, GenericL10n, PDFFindController, PDFLinkService, PDFViewer } from "pdfjs-dist/web/pdf_viewer.mjs";

import { turnedSize, turnOf, type Size, type Turn } from "../geometry";
import { PDFJS_FILES } from "./files";
import { Pace, type Queue } from "./pace";
import type { ShownPage } from "./words";

/** Bounds a page's canvas to 16 MB. What is enlarged beyond gets a second canvas, of the part in view only. */
const MAX_CANVAS_PIXELS = 1 << 22;
const ALLOWED_LINKS = /^(https?|mailto):/i;
const [UNDRAWN, DRAWN] = [0, 3];
/** Pages above and below the view that stay drawn. */
const DRAWN_AROUND = 2;
/** After so many drawn pages, what was parsed for them is freed. */
const PAGES_BETWEEN_CLEANUPS = 60;
/** After how many milliseconds each the highlight of what was found is looked for. */
const HIGHLIGHT_PAUSE = 50;
const IDLE_MILLISECONDS = 20_000;
/** Pages around a place whose sizes are made known before it is gone to. */
const NEIGHBOURS = 2;

/** What is used of pdf.js's view of one page; `viewport` has zoom and turn. */
export interface PageView {
  readonly id: number;
  readonly div: HTMLDivElement;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly scale: number;
  /** The turn by the person who reads. */
  readonly rotation: number;
  readonly pdfPage: PDFPageProxy | null;
  readonly renderingState: number;
  /** Keeps the elements of the text, to highlight in them what is found. */
  readonly _textHighlighter: { setTextMapping(elements: readonly Element[], texts: readonly string[]): void };
  setPdfPage(page: PDFPageProxy): void;
  /** Gives back what drawing took. */
  destroy(): void;
}

/** Links that lead to the web or a mailbox, in a window of their own, or to a place in the document. */
class Links extends PDFLinkService {
  override addLinkAttributes(link: HTMLAnchorElement, url: string, newWindow?: boolean): void {
    if (!ALLOWED_LINKS.test(url)) return;
    super.addLinkAttributes(link, url, newWindow);
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow";
  }
}

/** Names of pdf.js's events that are listened to, and what is read of each. */
interface Events {
  pagesinit: object;
  pagerender: { readonly pageNumber: number };
  pagerendered: { readonly pageNumber: number };
  pagechanging: { readonly pageNumber: number };
  updateviewarea: object;
  textlayerrendered: { readonly pageNumber: number };
  updatefindcontrolstate: { readonly state: number; readonly matchesCount: { current: number; total: number } };
  updatefindmatchescount: { readonly matchesCount: { current: number; total: number } };
}

export class PageViewer {
  document: PDFDocumentProxy | null = null;
  private readonly bus = new EventBus();
  private readonly links = new Links({ eventBus: this.bus, ignoreDestinationZoom: true });
  private readonly finder = new PDFFindController({ linkService: this.links, eventBus: this.bus, delay: 0 });
  private readonly pdf: PDFViewer;
  /** What waits for pages to be drawn. */
  private readonly waiting = new Set<() => void>();
  private cleanup: ReturnType<typeof setTimeout> | undefined;

  /** `scroller` scrolls and is positioned absolutely; `pages`, its only child, gets the pages. */
  constructor(
    readonly scroller: HTMLDivElement,
    pages: HTMLDivElement,
  ) {
    this.pdf = new PDFViewer({
      container: scroller,
      viewer: pages,
      eventBus: this.bus,
      linkService: this.links,
      findController: this.finder,
      // Never asked to translate: the reader names the pages itself.
      l10n: new GenericL10n("en-us"),
      annotationMode: AnnotationMode.ENABLE,
      annotationEditorMode: AnnotationEditorType.DISABLE,
      imageResourcesPath: `${PDFJS_FILES}images/`,
      maxCanvasPixels: MAX_CANVAS_PIXELS,
      removePageBorders: true,
      enableAutoLinking: false,
      enableSelectionRendering: false,
      supportsPinchToZoom: false,
    });
    this.links.setViewer(this.pdf);
    this.on("updateviewarea", () => this.freeFar());
    // What is used of it is typed otherwise by pdf.js, or not at all.
    const queue = this.pdf.renderingQueue as (Queue & { onIdle: unknown }) | undefined;
    if (!queue) return;
    const pace = new Pace(queue, scroller, () => this.isDrawing(), PAGES_BETWEEN_CLEANUPS, () => this.cleanUp());
    this.on("pagerendered", () => pace.noteDrawn());
    queue.onIdle = () => this.cleanUpSoon();
  }

  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): void {
    this.bus.on(name, listener);
  }

  /** Shows a document in place of the one before, or none; resolves when its pages are laid out. */
  async show(document: PDFDocumentProxy | null): Promise<void> {
    const laidOut = new Promise<void>((resolve) => this.bus.on("pagesinit", () => resolve(), { once: true }));
    clearTimeout(this.cleanup);
    this.leave();
    this.document = document;
    this.links.setDocument(document);
    this.pdf.setDocument(document);
    if (document) await laidOut;
  }

  get pageCount(): number {
    return this.document?.numPages ?? 0;
  }

  /** The page in view, from 0. */
  get page(): number {
    return this.pdf.currentPageNumber - 1;
  }

  view(page: number): PageView | undefined {
    return this.pdf.getPageView(page) as PageView | undefined;
  }

  /** A page's size in points, before any turn by the reader; that of page 0 until the page has been loaded. */
  pageSize(page: number): Size | null {
    const view = this.view(page);
    if (!view) return null;
    const scale = view.scale * PixelsPerInch.PDF_TO_CSS_UNITS;
    const shown = { width: view.viewport.width / scale, height: view.viewport.height / scale };
    return turnedSize(shown, turnOf(view.rotation));
  }

  /** Makes the true sizes of a page and its neighbours known, and so their places. */
  async loadAround(page: number): Promise<void> {
    const pages = Array.from({ length: 2 * NEIGHBOURS + 1 }, (_, place) => page - NEIGHBOURS + place);
    await Promise.all(pages.map((one) => this.load(one).catch(() => undefined)));
  }

  private async load(page: number): Promise<void> {
    const view = this.view(page);
    if (!view || view.pdfPage || !this.document) return;
    const loaded = await this.document.getPage(page + 1);
    // Meanwhile the viewer may have loaded it, or another document may have been opened.
    const now = this.view(page);
    if (now === view && now.pdfPage === null) now.setPdfPage(loaded);
  }

  /** Whether something of the page can be seen, be it from before a change of zoom. */
  isShown(page: number): boolean {
    return this.view(page)?.div.querySelector(":scope > .canvasWrapper") != null;
  }

  /** Resolves when a page is drawn, however long that takes; or can't be; or is not waited for any more, by `leave`. */
  whenDrawn(page: number): Promise<void> {
    if (this.view(page)?.renderingState === DRAWN) return Promise.resolve();
    return new Promise((resolve) => {
      const drawn = new AbortController();
      const done = () => {
        this.waiting.delete(done);
        drawn.abort();
        resolve();
      };
      this.waiting.add(done);
      const listener = ({ pageNumber }: Events["pagerendered"]) => {
        if (pageNumber === page + 1) done();
      };
      this.bus.on("pagerendered", listener, { signal: drawn.signal });
      // A page that can't be read is never drawn.
      this.document?.getPage(page + 1).catch(done);
    });
  }

  /** Ends all waiting for pages: somebody has gone elsewhere. */
  leave(): void {
    for (const done of [...this.waiting]) done();
  }

  /** The pages that can be seen, or could after a little scrolling. */
  shownPages(): ShownPage[] {
    const pages: ShownPage[] = [];
    for (let page = 0; page < this.pageCount; page++) {
      const [element, size] = [this.view(page)?.div, this.pageSize(page)];
      if (element && size && this.isShown(page)) pages.push({ page, element, size, turn: this.turn });
    }
    return pages;
  }

  get zoom(): number {
    return this.pdf.currentScale;
  }

  /** Zooms; with `delay` the pages are only stretched for so many milliseconds, then drawn anew. */
  setZoom(zoom: number, delay = -1): void {
    if (delay < 0) this.pdf.currentScale = zoom;
    else this.pdf.updateScale({ scaleFactor: zoom / this.zoom, drawingDelay: delay });
  }

  get turn(): Turn {
    return turnOf(this.pdf.pagesRotation);
  }

  set turn(turn: Turn) {
    this.pdf.pagesRotation = turn;
  }

  update(): void {
    this.pdf.update();
  }

  find(query: string, again: boolean, findPrevious: boolean): void {
    this.bus.dispatch("find", {
      source: this,
      type: again ? "again" : "",
      query,
      caseSensitive: false,
      entireWord: false,
      highlightAll: true,
      findPrevious,
      matchDiacritics: false,
    });
  }

  /** Whether all pages have been searched for what was last to be found. */
  get isSearched(): boolean {
    // Pages are searched in order.
    return this.finder.pageMatches?.[this.pageCount - 1] !== undefined;
  }

  /** Brings what was found into view: sizes of pages that became known meanwhile may have moved it. */
  async showFound(): Promise<void> {
    const page = this.finder.selected?.pageIdx ?? -1;
    if (page < 0) return;
    await this.loadAround(page);
    await this.whenDrawn(page);
    const found = await this.highlighted(page);
    const [view, box] = [this.scroller.getBoundingClientRect(), found?.getBoundingClientRect()];
    if (!box || (box.top >= view.top && box.bottom <= view.bottom && box.left >= view.left && box.right <= view.right)) return;
    this.scroller.scrollBy({
      left: box.left < view.left || box.right > view.right ? box.left - view.left - view.width / 2 : 0,
      top: box.top - view.top - view.height / 2,
      behavior: "instant",
    });
  }

  /** The highlight of what was found, once the text of its page is there; null when something else is gone to before. */
  private async highlighted(page: number): Promise<Element | null> {
    const { signal, abort } = abortable();
    this.waiting.add(abort);
    const find = () => this.view(page)?.div.querySelector(".highlight.selected") ?? null;
    const isAwaited = () => !signal.aborted && this.finder.selected?.pageIdx === page && this.isShown(page);
    while (find() === null && isAwaited()) await new Promise((resolve) => setTimeout(resolve, HIGHLIGHT_PAUSE));
    this.waiting.delete(abort);
    return signal.aborted ? null : find();
  }

  endFind(): void {
    this.leave();
    this.bus.dispatch("findbarclose", { source: this });
  }

  /** The last page that begins above a height of the scrolled content, in CSS pixels. */
  pageAt(top: number): number {
    let [low, high] = [0, this.pageCount - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.view(middle)?.div.offsetTop ?? 0) <= top) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Gives back the canvases of pages that are not near the view: pdf.js itself keeps more than a phone can hold. */
  private freeFar(): void {
    const { scrollTop, clientHeight } = this.scroller;
    const first = this.pageAt(scrollTop) - DRAWN_AROUND;
    const last = this.pageAt(scrollTop + clientHeight) + DRAWN_AROUND;
    for (const view of this.pdf.getCachedPageViews() as Set<PageView>) {
      const page = view.id - 1;
      if ((page >= first && page <= last) || !(this.isShown(page) || isBusy(view)) || isSelected(view.div)) continue;
      view.destroy();
      view._textHighlighter.setTextMapping([], []);
    }
  }

  /** Frees what was parsed when nothing is drawn for long. */
  private cleanUpSoon(): void {
    clearTimeout(this.cleanup);
    this.cleanup = setTimeout(() => void this.cleanUp().catch(() => undefined), IDLE_MILLISECONDS);
  }

  /** Frees what the worker and the pages hold of what was parsed; rejects while a page is being drawn. */
  private async cleanUp(): Promise<void> {
    await this.document?.cleanup();
  }

  private isDrawing(): boolean {
    return [...(this.pdf.getCachedPageViews() as Set<PageView>)].some(isBusy);
  }
}

/** Whether a page is being drawn, or waits half drawn. */
function isBusy({ renderingState }: PageView): boolean {
  return renderingState !== UNDRAWN && renderingState !== DRAWN;
}

function abortable(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

function isSelected(element: Element): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(element);
}
