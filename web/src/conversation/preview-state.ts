/** Which source is being previewed, and beside what; pointing, focus and a long touch begin and end it. */

import { signal } from "@preact/signals";

import type { Source } from "./sources";

interface Previewed {
  readonly anchor: HTMLElement;
  readonly source: Source;
}

const SHOW_MILLISECONDS = 250;
/** Time to move the pointer from the number to the preview. */
const HIDE_MILLISECONDS = 200;
const LONG_TOUCH_MILLISECONDS = 450;

export const previewed = signal<Previewed | null>(null);

let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether the touch that ends now was a long one, whose click opens nothing. */
let wasLong = false;

function later(action: () => void, milliseconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(action, milliseconds);
}

export function keepPreview(): void {
  clearTimeout(timer);
}

export function hidePreviewSoon(): void {
  later(hidePreview, HIDE_MILLISECONDS);
}

export function hidePreview(): void {
  clearTimeout(timer);
  previewed.value = null;
}

/** What a source's number listens to. */
export function previewHandlers(source: Source) {
  const show = (anchor: HTMLElement) => (previewed.value = { anchor, source });
  return {
    onPointerEnter: (event: PointerEvent & { currentTarget: HTMLElement }) => {
      const anchor = event.currentTarget;
      if (event.pointerType !== "touch") later(() => show(anchor), previewed.peek() ? 0 : SHOW_MILLISECONDS);
    },
    onPointerLeave: (event: PointerEvent) => {
      if (event.pointerType !== "touch") hidePreviewSoon();
      else if (!wasLong) clearTimeout(timer);
    },
    onPointerDown: (event: PointerEvent & { currentTarget: HTMLElement }) => {
      wasLong = false;
      if (event.pointerType !== "touch") return;
      const anchor = event.currentTarget;
      later(() => {
        wasLong = true;
        show(anchor);
      }, LONG_TOUCH_MILLISECONDS);
    },
    onPointerUp: (event: PointerEvent) => {
      if (event.pointerType === "touch") clearTimeout(timer);
    },
    onClickCapture: (event: MouseEvent) => {
      if (!wasLong) return;
      wasLong = false;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    onContextMenu: (event: MouseEvent) => {
      if (wasLong) event.preventDefault();
    },
    onFocus: (event: FocusEvent & { currentTarget: HTMLElement }) => {
      const anchor = event.currentTarget;
      if (anchor.matches(":focus-visible")) later(() => show(anchor), 0);
    },
    onBlur: hidePreviewSoon,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !previewed.peek()) return;
      event.stopPropagation();
      hidePreview();
    },
  };
}
