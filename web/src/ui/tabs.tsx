/** Tabs: the arrow keys move between them and show at once what they hold. */

import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";

import { stepped } from "./list-keys";
import "./tabs.css";

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly render: () => ComponentChildren;
}

interface TabsProps {
  /** What the tabs choose between, for screen readers. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** The shown tab where the caller keeps it; else the tabs keep it, from the first on. */
  readonly selected?: string;
  readonly onSelect?: (id: string) => void;
}

export function Tabs({ label, tabs, selected, onSelect }: TabsProps) {
  const [own, setOwn] = useState(tabs[0]?.id);
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const shown = tabs.find((one) => one.id === (selected ?? own)) ?? tabs[0];
  const select = (tab: Tab | undefined) => {
    if (!tab) return;
    setOwn(tab.id);
    onSelect?.(tab.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((one) => one.id === shown?.id);
    const next = neighbour(event, at, tabs.length);
    if (next === null) return;
    event.preventDefault();
    select(tabs[next]);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  if (!shown) return null;
  return (
    <div class="tabs">
      <div ref={list} class="tabs-list" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((one) => (
          <button
            key={one.id}
            type="button"
            id={`${base}-${one.id}`}
            class="tabs-tab"
            role="tab"
            aria-selected={one.id === shown.id}
            aria-controls={`${base}-panel`}
            tabIndex={one.id === shown.id ? 0 : -1}
            onClick={() => select(one)}
          >
            {one.label}
          </button>
        ))}
      </div>
      <div id={`${base}-panel`} class="tabs-panel" role="tabpanel" aria-labelledby={`${base}-${shown.id}`}>
        {shown.render()}
      </div>
    </div>
  );
}

function neighbour(event: KeyboardEvent, at: number, count: number): number | null {
  const target = event.currentTarget;
  const isReversed = target instanceof Element && getComputedStyle(target).direction === "rtl";
  return stepped(event.key, at, count, isReversed ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"]);
}
