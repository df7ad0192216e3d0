/** Copies a text to the clipboard and says so. */

import { useState } from "preact/hooks";

import { Button, IconButton } from "./button";
import { notify } from "./notices";
import { t } from "./texts";
import { useLater } from "./timer";

const SAID_MILLISECONDS = 2000;

/** Puts a text into the clipboard and says whether the browser let it; a notice tells when not. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    notify(t("copyFailed"), "error");
    return false;
  }
}

interface CopyButtonProps {
  /** What is copied; a function is called when it is. */
  readonly text: string | (() => string);
  /** What the button is called; "Copy" by default. */
  readonly label?: string;
  /** Only an icon, with the label for screen readers. */
  readonly iconOnly?: boolean;
}

export function CopyButton({ text, label = t("copy"), iconOnly = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const later = useLater();
  const copy = async () => {
    if (!(await copyText(typeof text === "string" ? text : text()))) return;
    setCopied(true);
    later(() => setCopied(false), SAID_MILLISECONDS);
  };
  const icon = copied ? "check" : "copy";
  return (
    <>
      {iconOnly ? (
        <IconButton icon={icon} label={label} onClick={() => void copy()} />
      ) : (
        <Button icon={icon} look="quiet" onClick={() => void copy()}>
          {copied ? t("copied") : label}
        </Button>
      )}
      <span class="visually-hidden" role="status">
        {copied ? t("copied") : ""}
      </span>
    </>
  );
}
