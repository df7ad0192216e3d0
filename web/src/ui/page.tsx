/** A view that is read from top to bottom: its heading, and sections on cards. */

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

import "./page.css";

interface PageProps {
  readonly title: string;
  /** A sentence under the heading. */
  readonly lead?: ComponentChildren;
  /** Buttons beside the heading. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Page({ title, lead, actions, children }: PageProps) {
  return (
    <div class="page">
      <header class="page-head">
        <div class="page-titles">
          <h1 dir="auto">{title}</h1>
          {lead !== undefined && <p class="page-lead">{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly hint?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Section({ title, hint, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section class="page-section" aria-labelledby={id}>
      <div class="page-section-head">
        <div class="page-titles">
          <h2 id={id}>{title}</h2>
          {hint !== undefined && <p class="page-hint">{hint}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
