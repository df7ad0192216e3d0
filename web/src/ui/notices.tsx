/** Short notices at the edge of the page, read aloud as they come. */

import { signal } from "@preact/signals";

import "./notices.css";

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly kind: "info" | "error";
}

const SHOWN_MILLISECONDS = 6000;

const notices = signal<readonly Notice[]>([]);
let last = 0;

export function notify(text: string, kind: Notice["kind"] = "info"): void {
  last += 1;
  const id = last;
  notices.value = [...notices.value, { id, text, kind }];
  setTimeout(() => (notices.value = notices.value.filter((one) => one.id !== id)), SHOWN_MILLISECONDS);
}

/** Tells of a failure in the words it came with. */
export function notifyError(error: unknown): void {
  notify(error instanceof Error ? error.message : String(error), "error");
}

export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map((one) => (
        <p key={one.id} class={`notice notice-${one.kind}`} dir="auto">
          {one.text}
        </p>
      ))}
    </div>
  );
}
