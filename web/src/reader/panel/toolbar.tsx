/** The slim row above a document: what stands beside it, the page, the size, finding, and more. */

import type { ReadonlySignal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { formatNumber } from "../../i18n/message";
import { IconButton } from "../../ui/button";
import { Menu, type MenuGroup } from "../../ui/menu";
import type { Command } from "./shortcuts";
import type { SidePanel } from "./side-panel";
import { t } from "./texts";
import "./toolbar.css";
import type { Opened, View } from "./use-reader";

const SIZES = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

interface ToolbarProps {
  /** null while the document is being opened. */
  readonly opened: Opened | null;
  readonly layout: "paged" | "flowing" | null;
  readonly panels: readonly SidePanel[];
  /** Which of them is shown. */
  readonly side: string | null;
  readonly onSide: (id: string) => void;
  readonly selectsBox: boolean;
  readonly run: (command: Command) => void;
}

export function Toolbar({ opened, layout, panels, side, onSide, selectsBox, run }: ToolbarProps) {
  const disabled = opened === null;
  const isPaged = layout === "paged";
  return (
    <div class="reader-toolbar" role="group" aria-label={t("toolbar")}>
      <div class="reader-toolbar-group">
        {panels.map((panel) => (
          <IconButton
            key={panel.id}
            icon={panel.icon}
            label={panel.label}
            aria-pressed={side === panel.id}
            disabled={disabled}
            onClick={() => onSide(panel.id)}
          />
        ))}
      </div>
      <div class="reader-toolbar-group reader-toolbar-middle">
        {isPaged && <PageField opened={opened} />}
        <IconButton class="reader-toolbar-roomy" icon="minus" label={t("zoomOut")} disabled={disabled} onClick={() => run("zoomOut")} />
        <ZoomMenu opened={opened} />
        <IconButton class="reader-toolbar-roomy" icon="add" label={t("zoomIn")} disabled={disabled} onClick={() => run("zoomIn")} />
        {isPaged && (
          <IconButton class="reader-toolbar-roomy" icon="rotate" label={t("rotateRight")} disabled={disabled} onClick={() => run("rotateRight")} />
        )}
      </div>
      <div class="reader-toolbar-group">
        {isPaged && (
          <IconButton icon="select" label={t("selectBox")} aria-pressed={selectsBox} disabled={disabled} onClick={() => run("selectBox")} />
        )}
        <IconButton icon="search" label={t("find")} disabled={disabled} onClick={() => run("find")} />
        <Menu icon="more" label={t("more")} align="end" disabled={disabled} groups={moreOf(isPaged, run)} />
      </div>
    </div>
  );
}

function moreOf(isPaged: boolean, run: (command: Command) => void): MenuGroup[] {
  const turns: MenuGroup = {
    items: [
      { label: t("rotateRight"), icon: "rotate", onSelect: () => run("rotateRight") },
      { label: t("rotateLeft"), icon: "rotate", onSelect: () => run("rotateLeft") },
    ],
  };
  const help: MenuGroup = { items: [{ label: t("shortcuts"), icon: "code", onSelect: () => run("help") }] };
  return isPaged ? [turns, help] : [help];
}

function ZoomMenu({ opened }: { readonly opened: Opened | null }) {
  const zoom = opened?.view.value.zoom ?? 1;
  const percent = formatNumber(Math.round(zoom * 100) / 100, { style: "percent" });
  const context = opened?.context;
  const sizes = SIZES.map((size) => ({
    label: formatNumber(size, { style: "percent" }),
    checked: Math.abs(size - zoom) < 0.005,
    onSelect: () => context?.reader.setZoom(size),
  }));
  const fits: MenuGroup[] =
    context?.layout === "paged"
      ? [
          {
            items: [
              { label: t("fitWidth"), onSelect: () => context.reader.setZoom("width") },
              { label: t("fitPage"), onSelect: () => context.reader.setZoom("page") },
            ],
          },
        ]
      : [];
  const groups = [...fits, { heading: t("sizes"), items: sizes }];
  return (
    <Menu class="reader-toolbar-zoom" icon="fit" look="quiet" label={t("zoom", { percent })} disabled={opened === null} groups={groups}>
      {percent}
    </Menu>
  );
}

function PageField({ opened }: { readonly opened: Opened | null }) {
  const count = opened?.view.value.pageCount ?? 0;
  return (
    <span class="page-field">
      {opened ? <PageInput key={opened.context.uploadId} opened={opened} view={opened.view} /> : <span class="page-field-input" />}
      <span class="page-field-count" aria-hidden="true">
        {t("ofPages", { count: count || "…" })}
      </span>
    </span>
  );
}

function PageInput({ opened, view }: { readonly opened: Opened; readonly view: ReadonlySignal<View> }) {
  const fieldRef = useRef<HTMLInputElement>(null);
  const { page, pageCount } = view.value;
  const shown = String(page + 1);
  const go = () => {
    const wanted = Number.parseInt(fieldRef.current?.value ?? "", 10);
    const bounded = Number.isFinite(wanted) ? Math.min(pageCount, Math.max(1, wanted)) : page + 1;
    if (fieldRef.current) fieldRef.current.value = String(bounded);
    if (bounded - 1 !== page) void opened.context.reader.scrollToPage(bounded - 1);
  };
  const restore = () => {
    if (fieldRef.current) fieldRef.current.value = shown;
  };
  return (
    <input
      ref={fieldRef}
      class="page-field-input"
      type="text"
      inputMode="numeric"
      autocomplete="off"
      aria-label={t("pageField", { count: pageCount })}
      value={shown}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={restore}
      onKeyDown={(event) => {
        if (event.key === "Enter") go();
        else if (event.key === "Escape") restore();
        else return;
        event.preventDefault();
      }}
    />
  );
}
