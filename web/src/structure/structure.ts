/** What the structure view knows and does: which elements are listed, and the marks over the document. */

import { effect, signal, untracked } from "@preact/signals";

import type { Client } from "../api/client";
import type { Element } from "../api/types";
import type { ReaderContext } from "../reader/panel/side-panel";
import { kept } from "../state/preferences";
import { askedSelection } from "../state/workspace";
import { selectionOfElement } from "./asking";
import { Elements } from "./elements";
import { adoptStyle } from "./frame-style";
import { KINDS, type Kind } from "./kinds";
import { blockMarks, indexOf, markId, pageMarks, type MarkOptions } from "./marks";
import { t } from "./texts";
import { pagesAround, windowCount, windowOf } from "./windows";

const LAYER = "structure";

/** Kinds that a person has switched off; kept in this browser. */
const hidden = kept<readonly Kind[]>("structure.hidden", []);

/** "Table 12". */
export function nameOf(element: Element): string {
  return t("named", { kind: t(element.kind), index: String(element.index) });
}

export class Structure {
  readonly elements: Elements;
  private readonly listed = signal(0);
  private readonly chosen = signal<number | null>(null);
  private readonly hovered = signal<number | null>(null);
  private readonly coming = signal<number | null>(null);
  /** While an element is gone to, the list stays as it is. */
  private isHeld = false;

  constructor(
    private readonly context: ReaderContext,
    client: Client,
  ) {
    this.elements = new Elements(client, context.uploadId, context.layout === "flowing");
    this.listed.value = context.layout === "paged" ? context.reader.page : windowOf(context.reader.block);
  }

  /** The page that is listed, or the run of blocks; from 0. */
  get page(): number {
    return this.listed.value;
  }

  /** How many pages, or runs of blocks, there are as far as is known. */
  get pageCount(): number {
    if (this.context.layout === "paged") return this.context.reader.pageCount;
    return windowCount(this.elements.known.reduce((most, { index }) => Math.max(most, index + 1), 0));
  }

  isSelected(element: Element): boolean {
    return this.chosen.value === element.index;
  }

  /** Whether the entry of an element is to take the focus, since its mark was clicked. */
  isComing(element: Element): boolean {
    return this.coming.value === element.index;
  }

  hasCome(): void {
    this.coming.value = null;
  }

  isShown(kind: Kind): boolean {
    return !hidden.value.includes(kind);
  }

  toggle(kind: Kind): void {
    const isHidden = hidden.value.includes(kind);
    hidden.value = KINDS.filter((one) => (one === kind ? !isHidden : hidden.value.includes(one)));
  }

  /** Lists another page than the one in view, until that changes. */
  turn(pages: number): void {
    this.listed.value = Math.min(this.pageCount - 1, Math.max(0, this.page + pages));
  }

  /** Draws attention to an element in the document. */
  point(element: Element | null): void {
    this.hovered.value = element?.index ?? null;
  }

  /** Selects an element and brings it into view. */
  show(element: Element): void {
    this.chosen.value = element.index;
    this.isHeld = true;
    const arrived = this.context.reader.scrollToMark(markId(element.index), { smooth: true, block: "nearest" });
    void arrived.finally(() => (this.isHeld = false));
  }

  /** Makes an element the matter of the next question. */
  ask(element: Element): void {
    const { uploadId } = this.context;
    const selection = selectionOfElement(element, this.context);
    if (selection) askedSelection.value = { uploadId, selection };
  }

  /** Follows the reader and draws over it, until the returned function is called. */
  start(): () => void {
    const { context } = this;
    const page = context.layout === "flowing" ? context.reader.document : null;
    const endings = [
      this.follow(),
      context.reader.on("markClicked", ({ id }) => this.select(indexOf(id))),
      effect(() => {
        const near = this.near();
        untracked(() => void this.elements.load(near));
      }),
      effect(() => this.draw()),
      () => context.reader.setMarks(LAYER, []),
      ...(page ? [adoptStyle(page)] : []),
      () => this.elements.end(),
    ];
    return () => {
      for (const end of endings) end();
    };
  }

  private near(): number[] {
    return pagesAround(this.page, Math.max(this.pageCount, this.page + 1));
  }

  private follow(): () => void {
    const { context } = this;
    const list = (page: number) => {
      if (!this.isHeld) this.listed.value = page;
    };
    if (context.layout === "paged") return context.reader.on("pageChanged", ({ page }) => list(page));
    return context.reader.on("blockChanged", ({ block }) => list(windowOf(block)));
  }

  private draw(): void {
    const { context } = this;
    const options: MarkOptions = {
      isShown: (kind) => this.isShown(kind),
      selected: this.chosen.value,
      pointed: this.hovered.value,
      labelOf: nameOf,
    };
    const elements = this.elements.of(this.near());
    if (context.layout === "paged") context.reader.setMarks(LAYER, pageMarks(elements, options));
    else context.reader.setMarks(LAYER, blockMarks(elements, options));
  }

  private select(index: number | null): void {
    const element = this.elements.known.find((one) => one.index === index);
    if (!element) return;
    this.listed.value = this.context.layout === "paged" ? element.page : windowOf(element.index);
    this.chosen.value = element.index;
    this.coming.value = element.index;
  }
}
