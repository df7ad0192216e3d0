/** How far something has come, and that something is under way. */

import "./progress.css";
import { t } from "./texts";

interface ProgressProps {
  /** What it is the progress of, for screen readers. */
  readonly label: string;
  /** From 0 to `max`; null while nobody knows. */
  readonly value: number | null;
  readonly max?: number;
  readonly tone?: "accent" | "warn" | "danger" | "good";
  /** What is read aloud in place of a percentage. */
  readonly text?: string;
}

export function Progress({ label, value, max = 1, tone = "accent", text }: ProgressProps) {
  const share = value === null || max <= 0 ? null : Math.min(1, Math.max(0, value / max));
  return (
    <div
      class={`progress progress-${tone} ${share === null ? "progress-unknown" : ""}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      aria-valuetext={text}
    >
      <div class="progress-bar" style={share === null ? {} : { inlineSize: `${share * 100}%` }} />
    </div>
  );
}

/** A turning ring. Its words are read aloud, and shown beside it when `labelShown`. */
export function Spinner({ label, labelShown = false }: { readonly label?: string; readonly labelShown?: boolean }) {
  return (
    <span class="spinner" role="status">
      <span class="spinner-ring" aria-hidden="true" />
      <span class={labelShown ? "" : "visually-hidden"}>{label ?? t("loading")}</span>
    </span>
  );
}

/** Grey lines where text is about to be. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div class="skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} class="skeleton-line" />
      ))}
    </div>
  );
}
