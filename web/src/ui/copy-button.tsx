/** Copies a text to the clipboard and says so. */

import { Button, IconButton } from "./button";
import { t } from "./texts";
import { useCopying } from "./use-copying";

interface CopyButtonProps {
  /** What is copied; a function is called when it is. */
  readonly text: string | (() => string);
  /** The same as markup, for programs that know it. */
  readonly html?: () => string;
  /** What the button is called; "Copy" by default. */
  readonly label?: string;
  /** What it is called to screen readers, where the label alone would not tell. */
  readonly fullLabel?: string;
  /** Only an icon, with the label for screen readers. */
  readonly iconOnly?: boolean;
}

export function CopyButton({ text, html, label = t("copy"), fullLabel, iconOnly = false }: CopyButtonProps) {
  const [isCopied, copy] = useCopying();
  const onClick = () => copy(typeof text === "string" ? text : text(), html?.());
  const icon = isCopied ? "check" : "copy";
  return (
    <>
      {iconOnly ? (
        <IconButton icon={icon} label={label} onClick={onClick} />
      ) : (
        <Button icon={icon} look="quiet" aria-label={fullLabel} onClick={onClick}>
          {isCopied ? t("copied") : label}
        </Button>
      )}
      <span class="visually-hidden" role="status">
        {isCopied ? t("copied") : ""}
      </span>
    </>
  );
}
