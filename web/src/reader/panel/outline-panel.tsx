/** A document's headings as a tree: arrow keys move in it, Enter goes to the place. */

import { useComputed, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import type { Heading } from "../../api/types";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Skeleton } from "../../ui/progress";
import { ancestorsOf, firstOpen, headingInView, rowsOf, shownRow, type OutlineRow } from "./outline-tree";
import "./outline-panel.css";
import { useOutline } from "./outline";
import type { ReaderContext } from "./side-panel";
import { uncoverDocument } from "./side-state";
import { t } from "./texts";
import type { View } from "./use-reader";

/** How long the place that was gone to is marked. */
const MARKED_MILLISECONDS = 1600;

interface OutlinePanelProps {
  readonly context: ReaderContext;
  readonly view: ReadonlySignal<View>;
}

export function OutlinePanel({ context, view }: OutlinePanelProps) {
  const { outline, error, retry } = useOutline(context.uploadId);
  if (error) {
    return (
      <div class="outline-note">
        <p>{t("outlineFailed")}</p>
        <p dir="auto">{error}</p>
        <Button onClick={retry}>{t("retry")}</Button>
      </div>
    );
  }
  if (!outline) return <div class="outline-note">{<Skeleton lines={8} />}</div>;
  const { headings } = outline;
  if (!headings.length) return <p class="outline-note">{t("noHeadings")}</p>;
  return <Tree context={context} view={view} headings={headings} />;
}

interface TreeProps extends OutlinePanelProps {
  readonly headings: readonly Heading[];
}

function Tree({ context, view, headings }: TreeProps) {
  const [open, setOpen] = useState<ReadonlySet<number>>(() => firstOpen(headings));
  const [chosen, setChosen] = useState<number | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(headings, open), [headings, open]);
  const { layout } = context;
  const seen = useComputed(() => {
    const now = view.value;
    return headingInView(headings, layout === "paged" ? { page: now.page } : { block: now.block })?.index ?? null;
  });
  const inView = chosen !== null && isInView(headings, chosen, context, view.value) ? chosen : seen.value;
  const current = inView === null ? null : shownRow(rows, headings, inView);
  const tabbable = focused ?? current ?? rows[0]?.heading.index;
  useEffect(() => {
    tree.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const focus = (index: number | undefined) => {
    if (index === undefined) return;
    setFocused(index);
    tree.current?.querySelector<HTMLElement>(`[data-heading="${index}"]`)?.focus();
  };
  const toggle = (index: number, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(index);
    else next.delete(index);
    setOpen(next);
  };
  const go = (heading: Heading) => {
    setChosen(heading.index);
    void goToHeading(context, heading);
    uncoverDocument(tree.current);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = rows.findIndex((row) => row.heading.index === tabbable);
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const { index } = row.heading;
    const isRightToLeft = tree.current !== null && getComputedStyle(tree.current).direction === "rtl";
    const [inward, outward] = isRightToLeft ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    if (event.key === "ArrowDown") focus(rows[at + 1]?.heading.index);
    else if (event.key === "ArrowUp") focus(rows[at - 1]?.heading.index);
    else if (event.key === "Home") focus(rows[0]?.heading.index);
    else if (event.key === "End") focus(rows.at(-1)?.heading.index);
    else if (event.key === "Enter" || event.key === " ") go(row.heading);
    else if (event.key === inward && row.hasChildren && !row.isOpen) toggle(index, true);
    else if (event.key === inward) focus(row.hasChildren ? rows[at + 1]?.heading.index : undefined);
    else if (event.key === outward && row.isOpen) toggle(index, false);
    else if (event.key === outward) focus(ancestorsOf(headings, index)[0]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={tree} class="outline" role="tree" aria-label={t("outline")} onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <Row
          key={row.heading.index}
          row={row}
          isCurrent={row.heading.index === current}
          isTabbable={row.heading.index === tabbable}
          onGo={() => go(row.heading)}
          onToggle={() => toggle(row.heading.index, !row.isOpen)}
          onFocus={() => setFocused(row.heading.index)}
        />
      ))}
    </div>
  );
}

interface RowProps {
  readonly row: OutlineRow;
  readonly isCurrent: boolean;
  readonly isTabbable: boolean;
  readonly onGo: () => void;
  readonly onToggle: () => void;
  readonly onFocus: () => void;
}

function Row({ row, isCurrent, isTabbable, onGo, onToggle, onFocus }: RowProps) {
  const { heading, depth, hasChildren, isOpen, position, siblings } = row;
  return (
    <div
      class="outline-row"
      role="treeitem"
      data-heading={heading.index}
      aria-level={depth}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={hasChildren ? isOpen : undefined}
      aria-current={isCurrent ? "location" : undefined}
      tabIndex={isTabbable ? 0 : -1}
      style={{ "--outline-depth": Math.min(depth, 6) - 1 }}
      onClick={onGo}
      onFocus={onFocus}
    >
      {/* Keys open and close the row itself; this is for the pointer alone. */}
      <span
        class={`outline-toggle ${hasChildren ? "" : "outline-leaf"} ${isOpen ? "outline-open" : ""}`}
        aria-hidden="true"
        onClick={(event) => {
          if (!hasChildren) return;
          event.stopPropagation();
          onToggle();
        }}
      >
        {hasChildren && <Icon name="next" />}
      </span>
      <span class="outline-title" dir="auto">
        {heading.title}
      </span>
      {heading.page !== null && <span class="outline-page">{heading.page + 1}</span>}
    </div>
  );
}

function isInView(headings: readonly Heading[], index: number, { layout }: ReaderContext, view: View): boolean {
  const heading = headings.find((one) => one.index === index);
  return layout === "paged" ? heading?.page === view.page : heading?.block === view.block;
}

async function goToHeading(context: ReaderContext, heading: Heading): Promise<void> {
  const id = "heading";
  if (context.layout === "flowing") {
    if (heading.block === null) return;
    context.reader.setMarks(id, [{ id, block: heading.block, kind: "selection" }]);
    await context.reader.scrollToMark(id, { block: "start" });
  } else if (heading.page !== null && heading.outline) {
    context.reader.setMarks(id, [{ id, page: heading.page, box: heading.outline, kind: "selection" }]);
    await context.reader.scrollToMark(id, { block: "start" });
  } else if (heading.page !== null) {
    await context.reader.scrollToPage(heading.page);
  }
  setTimeout(() => context.reader.setMarks(id, []), MARKED_MILLISECONDS);
}
