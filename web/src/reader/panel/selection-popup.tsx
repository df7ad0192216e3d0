/** What can be done with a selection, beside it: ask about it, copy it. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { askedSelection, selected } from "../../state/workspace";
import { Button } from "../../ui/button";
import { notify } from "../../ui/notices";
import { placed, type Rectangle } from "../../ui/placement";
import { copyText } from "../../ui/use-copying";
import "./selection-popup.css";
import type { ReaderContext } from "./side-panel";
import { t } from "./texts";

function noteSelection(now: typeof selected.value): void {
  selected.value = now;
}

interface SelectionPopupProps {
  readonly context: ReaderContext;
}

/** Makes what is selected the matter of the next question. */
export function askAboutSelection(context: ReaderContext): void {
  if (!selected.value) return;
  askedSelection.value = selected.value;
  context.reader.clearSelection();
}

export function SelectionPopup({ context }: SelectionPopupProps) {
  const [anchor, setAnchor] = useState<Rectangle | null>(null);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const unsubscribe = context.reader.on("selectionChanged", ({ selected: now }) => {
      noteSelection(now && { uploadId: context.uploadId, selection: now.selection });
      setAnchor(now?.anchor ?? null);
    });
    return () => {
      unsubscribe();
      noteSelection(null);
    };
  }, [context]);
  const isShown = anchor !== null;
  useEffect(() => (isShown ? followScroll(setAnchor) : undefined), [isShown]);
  useLayoutEffect(() => {
    const popup = element.current;
    if (!popup || !anchor) return;
    const size = { width: popup.offsetWidth, height: popup.offsetHeight };
    const view = { width: innerWidth, height: innerHeight };
    const { left, top } = placed(anchor, size, view, { side: "above", align: "center" });
    moveTo(popup, left, top);
  }, [anchor]);
  if (!anchor || !selected.value) return null;
  const { material } = selected.value.selection;
  const copy = async () => {
    if (await copyText(material)) notify(t("copied"));
  };
  return (
    <div ref={element} class="selection-popup" role="group" aria-label={t("selection")}>
      <Button icon="chat" look="quiet" onClick={() => askAboutSelection(context)}>
        {t("ask")}
      </Button>
      {material && (
        <Button icon="copy" look="quiet" onClick={() => void copy()}>
          {t("copy")}
        </Button>
      )}
    </div>
  );
}

function moveTo({ style }: HTMLElement, left: number, top: number): void {
  style.left = `${left}px`;
  style.top = `${top}px`;
}

/** Keeps the popup beside what was selected while pages scroll under it. */
function followScroll(move: (change: (anchor: Rectangle | null) => Rectangle | null) => void): () => void {
  const before = new WeakMap<Element, { top: number; left: number }>();
  const note = (element: Element): void => {
    before.set(element, { top: element.scrollTop, left: element.scrollLeft });
  };
  document.querySelectorAll(".reader-content *").forEach((element) => {
    if (element.scrollHeight > element.clientHeight) note(element);
  });
  const follow = ({ target }: Event): void => {
    if (!(target instanceof Element) || !target.closest(".reader-content")) return;
    const was = before.get(target) ?? { top: target.scrollTop, left: target.scrollLeft };
    const [down, right] = [target.scrollTop - was.top, target.scrollLeft - was.left];
    note(target);
    move((anchor) => anchor && { ...rectangle(anchor), top: anchor.top - down, left: anchor.left - right });
  };
  document.addEventListener("scroll", follow, { capture: true, passive: true });
  return () => document.removeEventListener("scroll", follow, { capture: true });
}

function rectangle({ width, height }: Rectangle): Pick<Rectangle, "width" | "height"> {
  return { width, height };
}
