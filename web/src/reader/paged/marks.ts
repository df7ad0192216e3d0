/** Marks over pages: drawn as per cent of their page, so that zooming moves nothing. */

import { percentagesOf, turnedBox, turnedSize, type Size, type Turn } from "../geometry";
import type { PageMark } from "../reader";

/** The pages that are marked. */
export interface MarkedPages {
  turn(): Turn;
  /** The element of a page; undefined when there is no such page. */
  element(page: number): HTMLElement | undefined;
  /** In points; null when there is no such page. */
  size(page: number): Size | null;
  /** Whether the page has anything to be seen. */
  isShown(page: number): boolean;
}

const ARRIVED = "paged-mark-arrived";

export class Marks {
  private readonly layers = new Map<string, readonly PageMark[]>();
  private byPage = new Map<number, PageMark[]>();
  private readonly overlays = new Map<number, HTMLElement>();
  private focused: HTMLElement | null = null;
  // pdf.js empties a page when it draws it anew; the marks are put back before anybody sees that.
  private readonly emptied = new MutationObserver((records) => this.restore(records));

  constructor(
    private readonly pages: MarkedPages,
    private readonly clicked: (id: string) => void,
  ) {}

  set(layer: string, marks: readonly PageMark[]): void {
    const before = new Set((this.layers.get(layer) ?? []).map((mark) => mark.page));
    if (marks.length) this.layers.set(layer, marks);
    else this.layers.delete(layer);
    this.byPage = byPage([...this.layers.values()].flat());
    for (const page of new Set([...before, ...marks.map((mark) => mark.page)])) {
      if (this.pages.isShown(page)) this.draw(page);
    }
  }

  find(id: string): PageMark | undefined {
    return [...this.layers.values()].flat().find((mark) => mark.id === id);
  }

  /** Draws a page's marks as they are now. */
  draw(page: number): void {
    const marks = this.byPage.get(page);
    const [element, size] = [this.pages.element(page), this.pages.size(page)];
    if (!marks || !element || !size) {
      this.remove(page);
      return;
    }
    const overlay = this.overlays.get(page) ?? this.newOverlay(page, element);
    if (overlay.parentElement !== element) element.append(overlay);
    const present = new Map([...overlay.children].map((child) => [keyOf(child), child]));
    marks.forEach((mark, place) => {
      const found = present.get(keyFor(mark));
      present.delete(keyFor(mark));
      const drawn = found instanceof HTMLElement ? found : this.newMark(mark);
      this.update(drawn, mark, size);
      if (overlay.children[place] !== drawn) overlay.insertBefore(drawn, overlay.children[place] ?? null);
    });
    for (const gone of present.values()) gone.remove();
  }

  /** Draws all marks on pages that are shown, as after a turn. */
  drawAll(): void {
    for (const page of this.overlays.keys()) this.draw(page);
  }

  /** Draws attention to a mark, once. */
  announce(mark: PageMark): void {
    const overlay = this.overlays.get(mark.page);
    for (const child of overlay?.children ?? []) {
      if (!(child instanceof HTMLElement) || child.dataset.markId !== mark.id) continue;
      child.classList.remove(ARRIVED);
      // Reading a size between the two makes the animation start over.
      child.getBoundingClientRect();
      child.classList.add(ARRIVED);
    }
  }

  /** Lets go of the pages of a document that is closed. The layers stay: they may be the next one's already. */
  forgetDrawn(): void {
    this.emptied.disconnect();
    this.overlays.clear();
    this.focused = null;
  }

  private remove(page: number): void {
    const overlay = this.overlays.get(page);
    this.overlays.delete(page);
    overlay?.remove();
  }

  private newOverlay(page: number, element: HTMLElement): HTMLElement {
    const overlay = document.createElement("div");
    overlay.className = "paged-marks";
    overlay.dataset.page = String(page);
    overlay.addEventListener("focusin", (event) => (this.focused = event.target as HTMLElement));
    overlay.addEventListener("focusout", () => {
      if (overlay.isConnected) this.focused = null;
    });
    this.overlays.set(page, overlay);
    this.emptied.observe(element, { childList: true });
    return overlay;
  }

  private restore(records: readonly MutationRecord[]): void {
    const removed = new Set(records.flatMap((record) => [...record.removedNodes]));
    for (const [page, overlay] of this.overlays) {
      if (!removed.has(overlay) || overlay.isConnected) continue;
      const element = this.pages.element(page);
      if (!element || !this.pages.isShown(page)) {
        this.overlays.delete(page);
        continue;
      }
      element.append(overlay);
      if (this.focused && overlay.contains(this.focused)) this.focused.focus({ preventScroll: true });
    }
  }

  private newMark(mark: PageMark): HTMLElement {
    const drawn = document.createElement(mark.clickable ? "button" : "div");
    if (drawn instanceof HTMLButtonElement) drawn.type = "button";
    if (mark.clickable) drawn.addEventListener("click", () => this.clicked(mark.id));
    return drawn;
  }

  private update(drawn: HTMLElement, mark: PageMark, size: Size): void {
    const arrived = drawn.classList.contains(ARRIVED) ? ` ${ARRIVED}` : "";
    drawn.className = `paged-mark paged-mark-${mark.kind} ${mark.className ?? ""}${arrived}`;
    drawn.dataset.markId = mark.id;
    drawn.dataset.markKind = mark.kind;
    const turn = this.pages.turn();
    const { left, top, width, height } = percentagesOf(turnedBox(mark.box, size, turn), turnedSize(size, turn));
    Object.assign(drawn.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    labelWith(drawn, mark);
  }
}

function byPage(marks: readonly PageMark[]): Map<number, PageMark[]> {
  const pages = new Map<number, PageMark[]>();
  for (const mark of marks) {
    const own = pages.get(mark.page);
    if (own) own.push(mark);
    else pages.set(mark.page, [mark]);
  }
  return pages;
}

function labelWith(drawn: HTMLElement, { label, kind }: PageMark): void {
  const [present] = drawn.children;
  if (!label) {
    present?.remove();
    return;
  }
  const text = present ?? drawn.appendChild(document.createElement("span"));
  text.className = kind === "element" ? "paged-mark-label" : "visually-hidden";
  text.setAttribute("dir", "auto");
  if (text.textContent !== label) text.textContent = label;
}

function keyFor(mark: PageMark): string {
  return `${mark.clickable ? "BUTTON" : "DIV"} ${mark.id}`;
}

function keyOf(drawn: Element): string {
  return `${drawn.tagName} ${drawn instanceof HTMLElement ? (drawn.dataset.markId ?? "") : ""}`;
}
