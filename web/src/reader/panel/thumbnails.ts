/** Draws small pictures of pages, only of those that are in view, one after another, and takes them away again. */

import type { PDFDocumentProxy, RenderTask } from "pdfjs-dist";

const WIDTH = 132;
/** Pages that are drawn beyond the view. */
const AHEAD = "300px";

/** Tells a page's proportion, height by width, once it is known. */
export type NoteProportion = (page: number, heightByWidth: number) => void;

export class Thumbnails {
  private readonly pages = new Map<Element, number>();
  private readonly wanted = new Map<number, Element>();
  private readonly seen: IntersectionObserver;
  private task: RenderTask | null = null;
  private isDrawing = false;
  private isGone = false;

  constructor(
    private readonly document: PDFDocumentProxy,
    list: Element,
    private readonly note: NoteProportion,
  ) {
    this.seen = new IntersectionObserver((entries) => this.follow(entries), { root: list, rootMargin: AHEAD });
  }

  /** Follows the element that a page (from 0) is drawn in. */
  observe(element: Element, page: number): void {
    this.pages.set(element, page);
    this.seen.observe(element);
  }

  destroy(): void {
    this.isGone = true;
    this.seen.disconnect();
    this.task?.cancel();
    this.wanted.clear();
  }

  private follow(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const page = this.pages.get(target);
      if (page === undefined) continue;
      if (isIntersecting && !target.firstChild) this.wanted.set(page, target);
      if (isIntersecting) continue;
      this.wanted.delete(page);
      target.replaceChildren();
    }
    void this.drawAll();
  }

  private async drawAll(): Promise<void> {
    if (this.isDrawing) return;
    this.isDrawing = true;
    for (let next = this.next(); next; next = this.next()) {
      const [page, element] = next;
      this.wanted.delete(page);
      // What can't be drawn stays an empty page with its number.
      await this.draw(page, element).catch(() => undefined);
    }
    this.isDrawing = false;
  }

  private next(): [number, Element] | undefined {
    return this.isGone ? undefined : this.wanted.entries().next().value;
  }

  private async draw(number: number, element: Element): Promise<void> {
    const page = await this.document.getPage(number + 1);
    const whole = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: (WIDTH * Math.min(devicePixelRatio, 2)) / whole.width });
    this.note(number, whole.height / whole.width);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    this.task = page.render({ canvas, viewport });
    await this.task.promise;
    if (!this.isGone) element.replaceChildren(canvas);
    page.cleanup();
  }
}
