/** A word or two about something: its kind, its state. */

import type { ComponentChildren } from "preact";

import "./badge.css";
import { Icon, type IconName } from "./icon";

interface BadgeProps {
  readonly tone?: "plain" | "accent" | "good" | "warn" | "danger";
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

export function Badge({ tone = "plain", icon, children }: BadgeProps) {
  return (
    <span class={`badge badge-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
