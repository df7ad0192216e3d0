/** The list itself: thousands of rows, of which only those near the view are there. */

import { useEffect, useRef, useState } from "preact/hooks";

import type { ListedDocument } from "../../api/types";
import { isFinal } from "../progress/statuses";
import { t } from "../texts";
import "./document-list.css";
import { DocumentRow, type RowActions } from "./document-row";
import type { Listing } from "./listing";
import { useNear } from "./near";

const CHUNK = 40;
const ROW_BLOCK_SIZE = 60;

interface DocumentListProps {
  readonly listing: Listing;
  readonly selected: ReadonlySet<string>;
  readonly renamed: string | null;
  readonly actions: RowActions;
  readonly onSelectAll: () => void;
}

export function DocumentList({ listing, selected, renamed, actions, onSelectAll }: DocumentListProps) {
  const items = listing.items.value;
  const list = useRef<HTMLDivElement>(null);
  const isAll = items.length > 0 && items.every(({ id }) => selected.has(id));
  const count = listing.hasMore.value ? -1 : items.length;
  const chunks = Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, place) => place * CHUNK);
  return (
    <div class="document-list">
      <Head isAll={isAll} isSome={selected.size > 0} onSelectAll={onSelectAll} />
      <div ref={list} role="list" aria-label={t("list")} onKeyDown={(event) => onKey(event, items, actions)}>
        {chunks.map((first) => (
          <Chunk key={first} items={items.slice(first, first + CHUNK)}>
            {(one, place) => (
              <DocumentRow
                key={one.id}
                document={one}
                isSelected={selected.has(one.id)}
                isRenamed={renamed === one.id}
                place={first + place + 1}
                count={count}
                secondsLeft={isFinal(one) ? null : listing.timeLeft(one)}
                actions={actions}
              />
            )}
          </Chunk>
        ))}
      </div>
      {listing.hasMore.value && <More key={items.length} onNear={listing.loadMore} />}
    </div>
  );
}

function Head({ isAll, isSome, onSelectAll }: { readonly isAll: boolean; readonly isSome: boolean; readonly onSelectAll: () => void }) {
  const boxRef = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (boxRef.current) boxRef.current.indeterminate = isSome && !isAll;
  }, [isSome, isAll]);
  return (
    <div class="document-list-head">
      <label class="document-row-check">
        <input ref={boxRef} type="checkbox" checked={isAll} aria-label={t("selectAll")} onClick={onSelectAll} />
      </label>
      <span aria-hidden="true" />
      <span aria-hidden="true">{t("columnName")}</span>
      <span aria-hidden="true">{t("columnSize")}</span>
      <span aria-hidden="true">{t("columnState")}</span>
      <span aria-hidden="true" class="document-list-package">
        {t("columnPackage")}
      </span>
      <span aria-hidden="true" class="document-list-added">
        {t("columnAdded")}
      </span>
    </div>
  );
}

interface ChunkProps {
  readonly items: readonly ListedDocument[];
  readonly children: (one: ListedDocument, place: number) => preact.ComponentChildren;
}

/** Some rows that are there while they are near the view; else a gap of their size. */
function Chunk({ items, children }: ChunkProps) {
  const elementRef = useRef<HTMLDivElement>(null);
  const [blockSize, setBlockSize] = useState(0);
  const isNear = useNear(elementRef, setBlockSize);
  const gap = { blockSize: `${blockSize || items.length * ROW_BLOCK_SIZE}px` };
  return (
    <div ref={elementRef} role="presentation" style={isNear ? {} : gap}>
      {isNear && items.map(children)}
    </div>
  );
}

function More({ onNear }: { readonly onNear: () => void }) {
  const elementRef = useRef<HTMLDivElement>(null);
  const isNear = useNear(elementRef, null, false);
  useEffect(() => {
    if (isNear) onNear();
  }, [isNear, onNear]);
  return (
    <div ref={elementRef} class="document-list-more">
      {t("loadingMore")}
    </div>
  );
}

function onKey(event: KeyboardEvent, items: readonly ListedDocument[], actions: RowActions): void {
  if (!(event.target instanceof HTMLElement) || event.target.closest("[role=menu]")) return;
  const row = event.target.closest<HTMLElement>("[data-id]");
  const one = items.find(({ id }) => id === row?.dataset.id);
  if (!row || !one || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "F2") actions.startRename(one);
  else if (event.key === "Delete") actions.remove(one);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (event.target.getAttribute("aria-haspopup")) return;
    beside(row, event.key === "ArrowDown" ? 1 : -1)?.querySelector<HTMLElement>("[data-row-focus]")?.focus();
  } else return;
  event.preventDefault();
}

/** The row before or after one, also in the chunk beside its own. */
function beside(row: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const rows = [...(row.closest("[role=list]")?.querySelectorAll<HTMLElement>("[data-id]") ?? [])];
  return rows[rows.indexOf(row) + step];
}
