/** The line between document and conversation, dragged or moved by the arrow keys. */

import { useRef } from "preact/hooks";

import { t } from "./documents-texts";
import { moveSplit, NARROWEST, shareAfter, shareAt, split, WIDEST } from "./split";

export function Separator({ controls }: { readonly controls: string }) {
  const line = useRef<HTMLDivElement>(null);
  const isRightToLeft = () => line.current !== null && getComputedStyle(line.current).direction === "rtl";
  const follow = (event: PointerEvent) => {
    const around = line.current?.parentElement?.getBoundingClientRect();
    if (around && line.current?.hasPointerCapture(event.pointerId)) moveSplit(shareAt(event.clientX, around, isRightToLeft()));
  };
  return (
    <div
      ref={line}
      class="documents-separator"
      role="separator"
      aria-orientation="vertical"
      aria-label={t("separator")}
      aria-controls={controls}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={Math.round(split.value)}
      tabIndex={0}
      onPointerDown={(event) => {
        // The pointer stays ours over the frame of a flowing document, too.
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={follow}
      onKeyDown={(event) => {
        const share = shareAfter(event.key, split.value, isRightToLeft());
        if (share === null) return;
        event.preventDefault();
        moveSplit(share);
      }}
    />
  );
}
