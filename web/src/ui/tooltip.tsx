/** Words that float beside what they explain: on pointing at it or focusing it, until the pointer leaves both, or Escape. */

import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

import { place, type Side } from "./placement";
import { useLater } from "./timer";
import "./tooltip.css";

const SHOW_MILLISECONDS = 250;
/** Time to move the pointer from one to the other. */
const HIDE_MILLISECONDS = 150;

interface TooltipProps {
  /** What floats: a text, or a preview. It holds nothing that takes focus. */
  readonly content: ComponentChildren;
  readonly side?: Side;
  readonly class?: string;
  /** What it explains; `described` ties it to its words for screen readers. */
  readonly children: (described: { readonly "aria-describedby": string }) => ComponentChildren;
}

export function Tooltip({ content, side = "above", children, ...rest }: TooltipProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const floating = useRef<HTMLSpanElement>(null);
  const soon = useLater();
  const show = () => {
    const target = anchor.current?.firstElementChild;
    if (!floating.current || !target) return;
    floating.current.showPopover();
    place(floating.current, target, { side, align: "center" });
  };
  const hide = () => floating.current?.hidePopover();
  return (
    <span
      ref={anchor}
      class={`tooltip-anchor ${rest.class ?? ""}`}
      onPointerEnter={() => soon(show, SHOW_MILLISECONDS)}
      onPointerLeave={() => soon(hide, HIDE_MILLISECONDS)}
      onFocusIn={() => soon(show, 0)}
      onFocusOut={() => soon(hide, 0)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !floating.current?.matches(":popover-open")) return;
        event.stopPropagation();
        soon(hide, 0);
      }}
    >
      {children({ "aria-describedby": id })}
      <span ref={floating} id={id} class="tooltip" role="tooltip" popover="manual">
        {content}
      </span>
    </span>
  );
}
