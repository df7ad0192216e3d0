/** Marks on the blocks and nodes of a flowing document: attributes, which our own style sheet gives a look. */

import type { BlockMark } from "../reader";
import { blockAt } from "./loading";
import { elementAt } from "./xpath";

interface Marked {
  readonly mark: BlockMark;
  readonly element: HTMLElement;
}

export class FlowingMarks {
  private readonly layers = new Map<string, readonly BlockMark[]>();
  private marked: Marked[] = [];
  private page: Document | null = null;

  /** Draws all layers on another page. */
  moveTo(page: Document): void {
    this.page = page;
    this.marked = [];
    this.draw();
  }

  set(layer: string, marks: readonly BlockMark[]): void {
    if (marks.length) this.layers.set(layer, marks);
    else this.layers.delete(layer);
    this.draw();
  }

  /** The node that a mark stands on, null when there is none. */
  elementOf(id: string): HTMLElement | null {
    return this.marked.find(({ mark }) => mark.id === id)?.element ?? null;
  }

  /** The uppermost mark at a node that can be clicked. */
  clickableAt(node: Node | null): BlockMark | null {
    for (let at = node; at; at = at.parentNode) {
      const found = this.marked.findLast(({ mark, element }) => element === at && mark.clickable === true);
      if (found) return found.mark;
    }
    return null;
  }

  private draw(): void {
    for (const { mark, element } of this.marked) clear(element, mark);
    this.marked = [];
    const page = this.page;
    if (!page) return;
    for (const mark of [...this.layers.values()].flat()) {
      const element = (mark.xpath === undefined ? null : elementAt(page, mark.xpath)) ?? blockAt(page, mark.block);
      if (!element) continue;
      this.marked.push({ mark, element });
      put(element, mark);
    }
  }
}

function put(element: HTMLElement, mark: BlockMark): void {
  element.dataset.marks = `${element.dataset.marks ?? ""} ${mark.kind}`.trim();
  if (mark.className) element.classList.add(...mark.className.split(" ").filter(Boolean));
  if (mark.label) {
    const before = element.getAttribute("aria-description");
    element.setAttribute("aria-description", before ? `${before}, ${mark.label}` : mark.label);
    if (mark.kind === "element") element.dataset.markLabel = mark.label;
  }
  if (mark.clickable) element.tabIndex = 0;
}

function clear(element: HTMLElement, mark: BlockMark): void {
  delete element.dataset.marks;
  delete element.dataset.markLabel;
  element.removeAttribute("aria-description");
  element.removeAttribute("tabindex");
  if (mark.className) element.classList.remove(...mark.className.split(" ").filter(Boolean));
}
