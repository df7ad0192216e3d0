/** Small pictures of all pages: the one in view is marked, a click goes to another. */

import { useComputed, type ReadonlySignal } from "@preact/signals";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { stepped } from "../../ui/list-keys";
import type { PagedReader } from "../paged/paged-reader";
import { uncoverDocument } from "./side-state";
import { t } from "./texts";
import { Thumbnails } from "./thumbnails";
import "./thumbnails-panel.css";
import type { View } from "./use-reader";

/** Most pages are of the first one's size; A4 until that is known. */
const USUAL_PROPORTION = 1.414;

interface ThumbnailsPanelProps {
  readonly reader: PagedReader;
  readonly view: ReadonlySignal<View>;
}

export function ThumbnailsPanel({ reader, view }: ThumbnailsPanelProps) {
  const list = useRef<HTMLOListElement>(null);
  const [proportions, setProportions] = useState<ReadonlyMap<number, number>>(new Map());
  const [drawer, setDrawer] = useState<Thumbnails | null>(null);
  const count = useComputed(() => view.value.pageCount).value;
  useEffect(() => {
    const root = list.current?.closest(".reader-side-content");
    if (!root || !reader.document) return;
    const made = new Thumbnails(reader.document, root, (page, proportion) => {
      setProportions((known) => (known.get(page) === proportion ? known : new Map(known).set(page, proportion)));
    });
    setDrawer(made);
    return () => made.destroy();
  }, [reader]);
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const next = stepped(event.key, buttons.indexOf(document.activeElement as HTMLElement), buttons.length);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[next]?.focus();
  };
  const usual = proportions.get(0) ?? USUAL_PROPORTION;
  return (
    <ol ref={list} class="thumbnails" onKeyDown={onKeyDown}>
      {Array.from({ length: count }, (_, page) => (
        <Thumbnail key={page} page={page} proportion={proportions.get(page) ?? usual} drawer={drawer} reader={reader} view={view} />
      ))}
    </ol>
  );
}

interface ThumbnailProps extends ThumbnailsPanelProps {
  readonly page: number;
  /** Height by width. */
  readonly proportion: number;
  readonly drawer: Thumbnails | null;
}

function Thumbnail({ page, proportion, drawer, reader, view }: ThumbnailProps) {
  const isCurrent = useComputed(() => view.value.page === page).value;
  const item = useRef<HTMLLIElement>(null);
  const picture = useCallback((element: HTMLSpanElement | null) => {
    if (element && drawer) drawer.observe(element, page);
  }, [drawer, page]);
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li ref={item} class="thumbnail-item">
      <button
        type="button"
        class="thumbnail"
        aria-label={t("page", { page: page + 1 })}
        aria-current={isCurrent ? "page" : undefined}
        tabIndex={isCurrent ? 0 : -1}
        onClick={() => {
          void reader.scrollToPage(page);
          uncoverDocument(item.current);
        }}
      >
        <span ref={picture} class="thumbnail-picture" style={{ aspectRatio: `1 / ${proportion}` }} />
        <span class="thumbnail-number">{page + 1}</span>
      </button>
    </li>
  );
}
