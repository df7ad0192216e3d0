/** Buttons: with words, or with an icon and a name for screen readers. */

import type { ComponentChildren, JSX } from "preact";

import "./button.css";
import { Icon, type IconName } from "./icon";

type Native = Omit<JSX.IntrinsicElements["button"], "icon" | "size">;

interface ButtonProps extends Native {
  readonly look?: "plain" | "primary" | "quiet" | "danger";
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

export function Button({ look = "plain", icon, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} class={`button button-${look} ${classOf(rest)}`}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface IconButtonProps extends Native {
  readonly icon: IconName;
  /** What it does: its name for screen readers, and its tooltip. */
  readonly label: string;
}

export function IconButton({ icon, label, ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} {...rest} class={`icon-button ${classOf(rest)}`}>
      <Icon name={icon} />
    </button>
  );
}

function classOf(props: Native): string {
  return typeof props.class === "string" ? props.class : "";
}
