/** Short notices at the edge of the page, read aloud as they come. */

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { IconButton } from "./button";
import { wordsFor } from "./errors";
import "./notices.css";
import { t } from "./texts";

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly kind: "info" | "error";
}

const SHOWN_MILLISECONDS = { info: 6000, error: 12_000 };

const notices = signal<readonly Notice[]>([]);
let last = 0;

export function notify(text: string, kind: Notice["kind"] = "info"): void {
  last += 1;
  const id = last;
  notices.value = [...notices.value, { id, text, kind }];
  setTimeout(() => dismiss(id), SHOWN_MILLISECONDS[kind]);
}

/** Tells of a failure. */
export function notifyError(error: unknown): void {
  notify(wordsFor(error), "error");
}

function dismiss(id: number): void {
  notices.value = notices.value.filter((one) => one.id !== id);
}

export function Notices() {
  const element = useRef<HTMLDivElement>(null);
  const newest = notices.value.at(-1)?.id ?? 0;
  useEffect(() => {
    // Shown anew, it lies over a dialog that was opened since.
    element.current?.hidePopover();
    element.current?.showPopover();
  }, [newest]);
  return (
    <div ref={element} class="notices" role="status" aria-live="polite" popover="manual">
      {notices.value.map((one) => (
        <div key={one.id} class={`notice notice-${one.kind}`}>
          <p dir="auto">{one.text}</p>
          <IconButton icon="close" label={t("dismiss")} onClick={() => dismiss(one.id)} />
        </div>
      ))}
    </div>
  );
}
