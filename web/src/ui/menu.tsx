/** A button that opens a menu: arrow keys, letters, Home and End move in it; Escape and a click beside it close it. */

import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { Button, IconButton } from "./button";
import { Icon, type IconName } from "./icon";
import "./menu.css";
import { nextByLetter, stepped } from "./list-keys";
import { place, type Alignment, type Side } from "./placement";

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** One of several that exclude each other, and whether it is the chosen one. */
  readonly checked?: boolean;
  readonly onSelect: () => void;
}

/** Items under a heading, with a line above unless they are the first. */
export interface MenuGroup {
  readonly heading?: string;
  readonly items: readonly MenuItem[];
}

interface MenuProps {
  /** What the menu is for: the button's name for screen readers. */
  readonly label: string;
  readonly icon: IconName;
  readonly groups: readonly MenuGroup[];
  /** Words on the button; without any it is an icon. */
  readonly children?: ComponentChildren;
  readonly look?: "plain" | "quiet";
  readonly side?: Side;
  readonly align?: Alignment;
  readonly class?: string;
  readonly disabled?: boolean;
}

export function Menu({ label, icon, groups, children, look = "plain", side, align, ...rest }: MenuProps) {
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLSpanElement>(null);
  const wasOpenRef = useRef(false);
  const id = useId();
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>(".menu-item") ?? [])];
  const button = () => anchor.current?.querySelector("button");

  const putInPlace = () => {
    if (list.current && anchor.current) place(list.current, anchor.current, { ...(side && { side }), ...(align && { align }) });
  };
  const show = (focused: "first" | "last") => {
    list.current?.showPopover();
    putInPlace();
    const all = items();
    const checked = all.find((one) => one.getAttribute("aria-checked") === "true");
    (checked ?? (focused === "first" ? all[0] : all.at(-1)))?.focus();
  };
  const hide = () => {
    list.current?.hidePopover();
    button()?.focus();
  };
  useFollowing(open, anchor, putInPlace, () => list.current?.hidePopover());
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = stepped(event.key, at, all.length) ?? nextByLetter(event.key, at, labelsOf(all));
    if (event.key === "Tab") hide();
    else if (event.key === "Escape") hide();
    else if (next === null) return;
    else all[next]?.focus();
    event.stopPropagation();
    if (event.key !== "Tab") event.preventDefault();
  };
  const trigger = {
    ...rest,
    "aria-haspopup": "menu" as const,
    "aria-expanded": open,
    "aria-controls": id,
    // A press on the button of an open menu closes it by itself, as any press beside it: it must not open it again.
    onPointerDown: () => (wasOpenRef.current = open),
    onClick: () => {
      if (wasOpenRef.current) hide();
      else show("first");
      wasOpenRef.current = false;
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      show(event.key === "ArrowDown" ? "first" : "last");
    },
  };
  return (
    <span ref={anchor} class="menu-anchor">
      {children === undefined ? (
        <IconButton icon={icon} label={label} {...trigger} />
      ) : (
        <Button icon={icon} look={look} aria-label={label} {...trigger}>
          {children}
        </Button>
      )}
      <div
        ref={list}
        id={id}
        class="menu"
        role="menu"
        aria-label={label}
        popover="auto"
        onToggle={(event) => setOpen(event.newState === "open")}
        onKeyDown={onKeyDown}
      >
        {groups.map((group, place) => (
          <Group key={group.heading ?? place} group={group} first={place === 0} onDone={hide} />
        ))}
      </div>
    </span>
  );
}

/** Keeps an open menu beside its button when that moves, as texts above it grow, and closes it when that is out of view. */
function useFollowing(open: boolean, anchor: RefObject<HTMLElement | null>, follow: () => void, leave: () => void): void {
  const actionsRef = useRef({ follow, leave });
  useEffect(() => {
    actionsRef.current = { follow, leave };
  });
  useEffect(() => {
    if (!open) return;
    let before = anchor.current?.getBoundingClientRect();
    const onMove = ({ target }: Event) => {
      const now = anchor.current?.getBoundingClientRect();
      if (!now || (now.top === before?.top && now.left === before.left)) return;
      before = now;
      const frame = target instanceof Element ? target.getBoundingClientRect() : new DOMRect(0, 0, innerWidth, innerHeight);
      if (now.bottom < frame.top || now.top > frame.bottom) actionsRef.current.leave();
      else actionsRef.current.follow();
    };
    addEventListener("scroll", onMove, { capture: true, passive: true });
    addEventListener("resize", onMove);
    return () => {
      removeEventListener("scroll", onMove, { capture: true });
      removeEventListener("resize", onMove);
    };
  }, [open, anchor]);
}

function Group({ group, first, onDone }: { readonly group: MenuGroup; readonly first: boolean; readonly onDone: () => void }) {
  return (
    <div role="group" aria-label={group.heading}>
      {!first && <hr class="menu-separator" />}
      {group.heading && (
        <div class="menu-heading" aria-hidden="true">
          {group.heading}
        </div>
      )}
      {group.items.map((item) => (
        <Item key={item.label} item={item} onDone={onDone} />
      ))}
    </div>
  );
}

function Item({ item, onDone }: { readonly item: MenuItem; readonly onDone: () => void }) {
  const isChoice = item.checked !== undefined;
  return (
    <button
      type="button"
      class={`menu-item ${item.danger ? "menu-item-danger" : ""}`}
      role={isChoice ? "menuitemradio" : "menuitem"}
      aria-checked={isChoice ? item.checked : undefined}
      aria-disabled={item.disabled ? true : undefined}
      tabIndex={-1}
      onClick={() => {
        if (item.disabled) return;
        onDone();
        item.onSelect();
      }}
    >
      {item.icon && <Icon name={item.icon} />}
      <span>{item.label}</span>
      {item.checked && <Icon name="check" />}
    </button>
  );
}

function labelsOf(items: readonly HTMLElement[]): string[] {
  return items.map((one) => one.textContent);
}
