/** Finding in the frame: all matches highlighted, one of them the present one. */

import type { FrameWindow } from "./frame";
import { rangesOf } from "./search";

const ALL = "chatdoc-found";
const NOW = "chatdoc-found-now";

export class Finding {
  private text = "";
  private ranges: Range[] = [];
  private at = -1;

  /** The present match, null when there is none. */
  get range(): Range | null {
    return this.ranges[this.at] ?? null;
  }

  /** The next match of a text, the first one at or below the view when the text is another one than before. */
  find(view: FrameWindow, text: string, backwards: boolean): { current: number; total: number } {
    const total = (): number => this.ranges.length;
    if (text !== this.text) {
      this.text = text;
      this.ranges = rangesOf(view.document, text);
      this.at = Math.max(0, this.ranges.findIndex((range) => range.getBoundingClientRect().bottom > 0));
    } else if (total()) {
      this.at = (this.at + (backwards ? -1 : 1) + total()) % total();
    }
    this.highlight(view);
    return { current: total() ? this.at + 1 : 0, total: total() };
  }

  end(view: FrameWindow | null): void {
    this.text = "";
    this.ranges = [];
    this.at = -1;
    if (view) this.highlight(view);
  }

  private highlight(view: FrameWindow): void {
    const all = new view.Highlight();
    for (const range of this.ranges) all.add(range);
    const now = new view.Highlight();
    if (this.range) now.add(this.range);
    now.priority = 1;
    view.CSS.highlights.set(ALL, all);
    view.CSS.highlights.set(NOW, now);
  }
}
