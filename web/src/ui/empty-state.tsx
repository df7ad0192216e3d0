/** What a view says when it has nothing to show yet, or could not get it: why, and what to do. */

import type { ComponentChildren } from "preact";

import "./empty-state.css";
import { Icon, type IconName } from "./icon";

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  /** What to do: a sentence, buttons. */
  readonly children?: ComponentChildren;
}

export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div class="empty-state">
      <span class="empty-state-icon">
        <Icon name={icon} />
      </span>
      <p class="empty-state-title">{title}</p>
      {children}
    </div>
  );
}
