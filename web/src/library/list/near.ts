/** Whether an element is in view or close to it. */

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

const MARGIN = "1200px";

/**
 * Follows an element; `onLeave` hears of its block size as it goes.
 *
 * An element that holds the focus stays near: what is being used does not vanish.
 */
export function useNear(
  element: RefObject<HTMLElement | null>,
  onLeave: ((blockSize: number) => void) | null = null,
  initially = true,
): boolean {
  const [isNear, setNear] = useState(initially);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (!entry) return;
        if (entry.isIntersecting) setNear(true);
        else if (!target.contains(document.activeElement)) {
          onLeave?.(entry.boundingClientRect.height);
          setNear(false);
        }
      },
      // The margin counts for the element that scrolls only when it is the root.
      { root: scrollerOf(target), rootMargin: `${MARGIN} 0px` },
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, onLeave]);
  return isNear;
}

function scrollerOf(element: Element): Element | null {
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return null;
}
