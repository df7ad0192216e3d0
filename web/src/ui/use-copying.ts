/** Copying by a click, with word of it. */

import { useState } from "preact/hooks";

import { putIntoClipboard } from "./clipboard";
import { notify } from "./notices";
import { t } from "./texts";
import { useLater } from "./timer";

const SAID_MILLISECONDS = 2000;

type Copy = (text: string | Promise<string>, html?: string) => void;

/** Copies a text, and its markup; a notice tells when the browser does not allow it. Says whether it did. */
export async function copyText(text: string | Promise<string>, html?: string): Promise<boolean> {
  const isCopied = await putIntoClipboard(text, html);
  if (!isCopied) notify(t("copyFailed"), "error");
  return isCopied;
}

/** Whether something was copied just now, and the function that copies. */
export function useCopying(): readonly [isCopied: boolean, copy: Copy] {
  const [isCopied, setCopied] = useState(false);
  const later = useLater();
  const copy = async (text: string | Promise<string>, html?: string) => {
    if (!(await copyText(text, html))) return;
    setCopied(true);
    later(() => setCopied(false), SAID_MILLISECONDS);
  };
  return [isCopied, (text, html) => void copy(text, html)];
}
