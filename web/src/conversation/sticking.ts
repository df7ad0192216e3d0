/** A list that is read from its end: it follows what comes while one is at its end, and stays where one reads. */

import { signal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";

/** Pixels from the end that still count as its end. */
const NEAR = 48;
/** Pixels from the beginning at which earlier things are fetched. */
const EARLY = 160;

/** Keeps the place of a scrolled list. */
export class Sticking {
  readonly isAtEnd = signal(true);
  private element: HTMLElement | null = null;
  /** Height of what is in the list, as it was last seen. */
  private height = 0;

  /** Follows a list whose only child holds all that is in it. Returns what ends that. */
  attach(element: HTMLElement | null): () => void {
    this.element = element;
    if (!element?.firstElementChild) return () => undefined;
    const grown = new ResizeObserver(() => this.onGrown());
    grown.observe(element.firstElementChild);
    grown.observe(element);
    return () => grown.disconnect();
  }

  /** To be called after something came in at the beginning. */
  keepPlace(): void {
    if (!this.element) return;
    if (this.isAtEnd.peek()) this.element.scrollTop = this.element.scrollHeight;
    else this.element.scrollTop += this.element.scrollHeight - this.height;
    this.height = this.element.scrollHeight;
  }

  toEnd(): void {
    this.isAtEnd.value = true;
    if (this.element) this.element.scrollTop = this.element.scrollHeight;
  }

  /** Notes where one reads; returns whether that is near the beginning. */
  onScroll(): boolean {
    if (!this.element) return false;
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    this.height = scrollHeight;
    this.isAtEnd.value = scrollHeight - scrollTop - clientHeight < NEAR;
    return scrollTop < EARLY && !this.isAtEnd.peek();
  }

  private onGrown(): void {
    if (!this.element) return;
    this.height = this.element.scrollHeight;
    if (this.isAtEnd.peek()) this.element.scrollTop = this.element.scrollHeight;
  }
}

/** The list to put it on, and what keeps its place. `earliest` changes when something comes in at the beginning. */
export function useSticking(earliest: string) {
  const list = useRef<HTMLDivElement>(null);
  const sticking = useMemo(() => new Sticking(), []);
  useLayoutEffect(() => sticking.attach(list.current), [sticking]);
  useLayoutEffect(() => sticking.keepPlace(), [sticking, earliest]);
  return { list, sticking };
}
