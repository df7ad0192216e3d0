/** The viewer: one document at a time, what is drawn over it, and what the page around is told of it. */

import { signal } from "@preact/signals";

import type { FlowingReader } from "../reader/flowing/flowing-reader";
import type { PagedReader } from "../reader/paged/paged-reader";
import type { Reader, ScrollOptions, Selected } from "../reader/reader";
import { blockMarks, merged, pageMarks, readAnnotations, withoutType, type Annotation } from "./annotations";
import { findFile, openingError, type OpeningError, type Request, type ViewerType } from "./opening";
import type { Parent, ViewerMethods } from "./parent";
import { t } from "./texts";

const LAYER = "annotations";
const ZOOM_STEP = 1.1;

/** A reader of either layout, with the rest of what the viewer needs of it. */
type Shown =
  | { readonly type: "pdf"; readonly reader: PagedReader }
  | { readonly type: "html"; readonly reader: FlowingReader };

export type State =
  | { readonly kind: "empty" }
  | { readonly kind: "opening" }
  | { readonly kind: "shown"; readonly type: ViewerType; readonly pageCount: number }
  | { readonly kind: "failed"; readonly error: OpeningError };

export class Viewer {
  readonly state = signal<State>({ kind: "empty" });
  /** From 0. */
  readonly page = signal(0);
  /** 1 is 100 %. */
  readonly zoom = signal(1);
  readonly selected = signal<Selected | null>(null);

  /** Where readers are put. */
  readonly place = document.createElement("div");

  private parent: Parent | null = null;
  private shown: Shown | null = null;
  private request: Request | null = null;
  private annotations: readonly Annotation[] = [];
  /** Settles, never fails, when the document that was asked for last is open or has failed. */
  private opening: Promise<void> = Promise.resolve();
  /** Rises at each opening: what belongs to an earlier one is dropped. */
  private turn = 0;

  constructor() {
    this.place.className = "viewer-place";
    // Scrolling is not told to the elements around; caught on its way down it is.
    this.place.addEventListener("scroll", () => this.moveAnchor(), { capture: true, passive: true });
    this.methods = {
      open: (options) => this.start(requestOf(options)),
      // The SDK calls it from its constructor and waits for nothing: a failure would be one that its page can't catch.
      setFileUrl: async (url) => {
        await this.start(requestOf({ url })).catch(() => undefined);
      },
      drawAnnotations: (given) => this.draw(given),
      removeAnnotationByType: async (type) => {
        await this.settled();
        this.setAnnotations(withoutType(this.annotations, type));
      },
      scrollToAnnotation: (pageNumber, id, smooth, options) => this.scroll(Number(pageNumber), String(id), scrolling(smooth, options)),
      getCurrentPageNumber: async () => {
        await this.settled();
        return this.shown ? this.shown.reader.page + 1 : 0;
      },
    };
  }

  /** What the page around may call. Calls that come while a document opens wait for it. */
  readonly methods: ViewerMethods;

  /** Names the page around, which is told and asked from then on. */
  join(parent: Parent): void {
    this.parent = parent;
  }

  /** Opens once more what failed to open. */
  async again(): Promise<void> {
    if (this.request) await this.start(this.request).catch(() => undefined);
  }

  /** Hands what is selected to the page around, as the beginning of a question. */
  ask(): void {
    const selected = this.selected.value;
    if (selected) this.parent?.tell("onChatIconClicked", selected.selection);
  }

  zoomIn(): void {
    if (this.shown?.type === "pdf") this.shown.reader.zoomIn();
    else this.shown?.reader.setZoom(this.zoom.value * ZOOM_STEP);
  }

  zoomOut(): void {
    if (this.shown?.type === "pdf") this.shown.reader.zoomOut();
    else this.shown?.reader.setZoom(this.zoom.value / ZOOM_STEP);
  }

  /** As wide as the frame; text at its own size. */
  fit(): void {
    if (this.shown?.type === "pdf") this.shown.reader.setZoom("width");
    else this.shown?.reader.setZoom(1);
  }

  /** Opens a document in place of the one before. Throws OpeningError, unless another was asked for meanwhile. */
  private start(request: Request): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    this.close();
    this.request = request;
    this.state.value = { kind: "opening" };
    const result = this.show(request, turn);
    this.opening = result.catch(() => undefined);
    return result;
  }

  private async show(request: Request, turn: number): Promise<void> {
    const isStale = () => turn !== this.turn;
    try {
      const found = await findFile(request, () => this.parent?.token() ?? Promise.resolve(""));
      if (isStale()) return;
      const shown = await readerOf(found.type, this.place, () => !isStale());
      if (!shown) return;
      this.shown = shown;
      const created = this.follow(shown.reader);
      await shown.reader.open(found.file);
      if (isStale()) return;
      this.state.value = { kind: "shown", type: shown.type, pageCount: shown.reader.pageCount };
      this.page.value = shown.reader.page;
      this.zoom.value = shown.reader.zoom;
      this.parent?.tell("onViewerCreated");
      created();
      this.setAnnotations(this.annotations);
    } catch (error) {
      if (isStale()) return;
      const failure = openingError(error, request.url);
      this.close();
      this.state.value = { kind: "failed", error: failure };
      throw failure;
    }
  }

  /** Tells what happens in a reader; pages that are drawn first are held back until the returned function is called. */
  private follow(reader: Reader<never>): () => void {
    let early: number[] | null = [];
    let previous: number | null = null;
    reader.on("pageRendered", ({ page }) => {
      if (early) early.push(page);
      else this.parent?.tell("onPageRendered", page + 1);
    });
    reader.on("pageChanged", ({ page }) => {
      this.page.value = page;
      if (early || previous === page) return;
      const before = previous === null ? null : previous + 1;
      this.parent?.tell("onPageChange", { pageNumber: page + 1, previous: before, pageCount: pagesOf(reader) });
      previous = page;
    });
    reader.on("viewChanged", ({ zoom }) => (this.zoom.value = zoom));
    reader.on("selectionChanged", ({ selected }) => this.select(selected));
    return () => {
      // Flowing text has no pages: to the page around it is one.
      const held = reader.pageCount ? (early ?? []) : [0];
      early = null;
      previous = reader.page;
      this.parent?.tell("onPageChange", { pageNumber: reader.page + 1, previous: null, pageCount: pagesOf(reader) });
      for (const page of held) this.parent?.tell("onPageRendered", page + 1);
    };
  }

  private select(selected: Selected | null): void {
    const before = this.selected.value;
    this.selected.value = selected;
    if (selected === null && before === null) return;
    if (JSON.stringify(selected?.selection) === JSON.stringify(before?.selection)) return;
    this.parent?.tell("onSelectionChanged", selected?.selection ?? null);
  }

  /** Where a selection on pages stands once they have been scrolled; flowing text tells it by itself. */
  private moveAnchor(): void {
    const chosen = getSelection();
    if (!this.selected.value || !chosen || chosen.isCollapsed) return;
    this.selected.value = { ...this.selected.value, anchor: chosen.getRangeAt(0).getBoundingClientRect() };
  }

  private async draw(given: unknown): Promise<void> {
    await this.settled();
    const { annotations, refused } = readAnnotations(given);
    this.setAnnotations(merged(this.annotations, annotations));
    if (refused) throw new TypeError(`${refused} of the annotations were not drawn: each takes an id, a pageNumber and a rect.`);
  }

  private async scroll(pageNumber: number, id: string, options: ScrollOptions): Promise<void> {
    await this.settled();
    if (!this.shown) return;
    const { reader } = this.shown;
    if (this.annotations.some((one) => one.id === id)) await reader.scrollToMark(id, options);
    else if (pageNumber >= 1 && pageNumber <= reader.pageCount) await reader.scrollToPage(pageNumber - 1, options);
  }

  private setAnnotations(annotations: readonly Annotation[]): void {
    this.annotations = annotations;
    if (this.shown?.type === "pdf") this.shown.reader.setMarks(LAYER, pageMarks(annotations, t("source")));
    else this.shown?.reader.setMarks(LAYER, blockMarks(annotations, t("source")));
  }

  private async settled(): Promise<void> {
    for (let waited: Promise<void> | null = null; waited !== this.opening; ) {
      waited = this.opening;
      await waited;
    }
  }

  private close(): void {
    this.shown?.reader.destroy();
    this.shown = null;
    this.place.replaceChildren();
    this.annotations = [];
    this.page.value = 0;
    this.select(null);
  }
}

/** A new reader in a place of its own; null when it is not wanted any more once its code is there. */
async function readerOf(type: ViewerType, place: HTMLElement, isWanted: () => boolean): Promise<Shown | null> {
  const container = document.createElement("div");
  container.className = "viewer-reader";
  if (type === "pdf") {
    const { PagedReader } = await import("../reader/paged/paged-reader");
    if (!isWanted()) return null;
    place.replaceChildren(container);
    return { type, reader: new PagedReader(container) };
  }
  const { FlowingReader } = await import("../reader/flowing/flowing-reader");
  if (!isWanted()) return null;
  place.replaceChildren(container);
  return { type, reader: new FlowingReader(container) };
}

function pagesOf(reader: Reader<never>): number {
  return Math.max(1, reader.pageCount);
}

function requestOf(given: unknown): Request {
  const { url, viewerType } = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>;
  if (typeof url !== "string" || !url) throw new TypeError("open takes {url, viewerType}, setFileUrl an address.");
  return { url, type: viewerType === "pdf" || viewerType === "html" ? viewerType : null };
}

function scrolling(smooth: unknown, options: unknown): ScrollOptions {
  const { block } = (typeof options === "object" && options !== null ? options : {}) as Record<string, unknown>;
  const places = ["start", "center", "nearest"] as const;
  return { smooth: smooth === true, block: places.find((place) => place === block) ?? "center" };
}
