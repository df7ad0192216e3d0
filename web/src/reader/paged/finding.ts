/** Finding text in the whole document, by pdf.js's own search. */

import type { PageViewer } from "./page-viewer";

export interface Found {
  /** Which of them is shown, from 1; 0 when there is none. */
  readonly current: number;
  readonly total: number;
}

export interface FindOptions {
  readonly backwards?: boolean;
}

const PENDING = 3;
const NOTHING: Found = { current: 0, total: 0 };
/** How often a search that has not come to the last page is looked at again, in milliseconds. */
const AGAIN = 60;

export class Finder {
  /** What was searched last in this document. */
  private text = "";
  private isShown = false;
  private isFound = false;
  private counted = NOTHING;
  private settle: ((found: Found) => void) | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly viewer: PageViewer) {
    viewer.on("updatefindcontrolstate", ({ state, matchesCount }) => {
      this.isFound = state !== PENDING;
      this.counted = { ...matchesCount };
      this.check();
    });
    viewer.on("updatefindmatchescount", ({ matchesCount }) => (this.counted = { ...matchesCount }));
  }

  /**
   * Shows the next place where a text stands, or the first one; resolves when all pages have been searched.
   * A search that another one follows resolves with what it had counted by then.
   */
  find(text: string, { backwards = false }: FindOptions = {}): Promise<Found> {
    this.answer();
    if (!text.trim()) {
      this.end();
      return Promise.resolve(NOTHING);
    }
    const isAgain = text === this.text;
    this.text = text;
    this.isShown = true;
    this.isFound = false;
    const found = new Promise<Found>((resolve) => (this.settle = resolve));
    this.viewer.find(text, isAgain, backwards);
    return found;
  }

  /** Takes the highlights away. */
  end(): void {
    this.answer();
    if (this.isShown) this.viewer.endFind();
    this.isShown = false;
  }

  /** Forgets the document that was searched. */
  reset(): void {
    this.answer();
    this.text = "";
    this.isShown = false;
    this.counted = NOTHING;
  }

  private check(): void {
    clearTimeout(this.again);
    if (this.settle === null) return;
    if (this.isFound && this.viewer.isSearched) this.answer();
    else this.again = setTimeout(() => this.check(), AGAIN);
  }

  private answer(): void {
    clearTimeout(this.again);
    this.settle?.(this.counted);
    this.settle = null;
  }
}
