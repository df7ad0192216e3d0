/** The parsed elements of a document, loaded page by page as they are looked at. */

import { signal } from "@preact/signals";

import type { Client } from "../api/client";
import type { Element, Outline } from "../api/types";
import { noteRefusal } from "../state/session";
import { windowOf } from "./windows";

/** Pages that are kept. */
const MOST_PAGES = 60;

/** What is known of a page's elements. */
export type Loaded =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly error: unknown }
  | { readonly state: "loaded"; readonly elements: readonly Element[] };

const LOADING: Loaded = { state: "loading" };

/** Reads elements, and the titles of headings. Pages are those of the document, or runs of blocks of a flowing one. */
export class Elements {
  private readonly pages = signal<ReadonlyMap<number, Loaded>>(new Map());
  private readonly titles = signal<ReadonlyMap<number, string>>(new Map());
  private readonly ended = new AbortController();

  constructor(
    private readonly client: Client,
    private readonly uploadId: string,
    private readonly isFlowing: boolean,
  ) {
    void this.loadTitles();
  }

  at(page: number): Loaded {
    return this.pages.value.get(page) ?? LOADING;
  }

  /** The elements of pages that are there already. */
  of(pages: readonly number[]): Element[] {
    return pages.flatMap((page) => {
      const loaded = this.at(page);
      return loaded.state === "loaded" ? loaded.elements : [];
    });
  }

  /** All that is there. */
  get known(): Element[] {
    return this.of([...this.pages.value.keys()]);
  }

  /** The title of the heading with an index; null when it is not known, or there is none. */
  titleOf(index: number): string | null {
    return this.titles.value.get(index) ?? null;
  }

  /** Loads pages that are not there yet, in one request. */
  async load(pages: readonly number[]): Promise<void> {
    const before = this.pages.peek();
    const missing = pages.filter((page) => !before.has(page));
    if (!missing.length) return;
    this.keep(missing.map((page) => [page, LOADING]));
    try {
      this.keep(this.sorted(await this.fetch(missing), missing));
    } catch (error) {
      if (this.ended.signal.aborted) return;
      noteRefusal(error);
      this.keep(missing.map((page) => [page, { state: "failed", error }]));
    }
  }

  /** Loads what failed again. */
  async retry(): Promise<void> {
    const failed = [...this.pages.peek()].filter(([, loaded]) => loaded.state === "failed").map(([page]) => page);
    this.pages.value = new Map([...this.pages.peek()].filter(([page]) => !failed.includes(page)));
    await this.load(failed);
  }

  end(): void {
    this.ended.abort();
  }

  private fetch(pages: readonly number[]): Promise<Element[]> {
    // A flowing document is one page to the service.
    const query = (this.isFlowing ? [0] : pages).map((page) => `page=${page}`).join("&");
    return this.client.json(`/documents/${this.uploadId}/elements?${query}`, { signal: this.ended.signal });
  }

  private sorted(elements: readonly Element[], pages: readonly number[]): [number, Loaded][] {
    const placed = new Map<number, Element[]>(pages.map((page) => [page, []]));
    for (const element of elements) {
      const page = this.isFlowing ? windowOf(element.index) : element.page;
      const own = placed.get(page);
      if (own) own.push(element);
      else placed.set(page, [element]);
    }
    return [...placed].map(([page, own]) => [page, { state: "loaded", elements: own }]);
  }

  /** Puts pages in; those put in longest ago go where there are too many, but for flowing documents, which come whole. */
  private keep(pages: readonly (readonly [number, Loaded])[]): void {
    const added = new Set(pages.map(([page]) => page));
    const all = [...[...this.pages.peek()].filter(([page]) => !added.has(page)), ...pages];
    this.pages.value = new Map(this.isFlowing ? all : all.slice(-MOST_PAGES));
  }

  private async loadTitles(): Promise<void> {
    try {
      const { headings } = await this.client.json<Outline>(`/documents/${this.uploadId}/outline`, { signal: this.ended.signal });
      this.titles.value = new Map(headings.map(({ index, title }) => [index, title]));
    } catch {
      // Elements say by themselves what is wrong; without titles they are told by their heading's number.
    }
  }
}
