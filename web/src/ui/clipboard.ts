/** Writing to the clipboard, on pages that came over plain HTTP too. */

/** A text; `html` says the same as markup, for programs that know it. */
interface Flavours {
  readonly text: string;
  readonly html: string | undefined;
}

/**
 * Puts a text into the clipboard, and says whether the browser let it. A text that has yet to come is waited for:
 * where it can be, the browser is asked at once, because some listen right after a click only.
 */
export async function putIntoClipboard(text: string | Promise<string>, html?: string): Promise<boolean> {
  try {
    if (canWrite()) await write(Promise.resolve(text), html);
    else return copyByCommand({ text: await text, html });
    return true;
  } catch {
    return false;
  }
}

/** Browsers have these in secure contexts only: over HTTPS, or on the machine that the service runs on. */
function canWrite(): boolean {
  return "clipboard" in navigator && typeof ClipboardItem !== "undefined";
}

async function write(text: Promise<string>, html: string | undefined): Promise<void> {
  const flavours: Record<string, Promise<Blob>> = { "text/plain": blobOf(text, "text/plain") };
  if (html !== undefined) flavours["text/html"] = blobOf(Promise.resolve(html), "text/html");
  await navigator.clipboard.write([new ClipboardItem(flavours)]);
}

async function blobOf(text: Promise<string>, type: string): Promise<Blob> {
  return new Blob([await text], { type });
}

/** Has the browser copy as if by its own command, and hands it what it then asks for. */
function copyByCommand({ text, html }: Flavours): boolean {
  const onCopy = (event: ClipboardEvent) => {
    if (!event.clipboardData) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData("text/plain", text);
    if (html !== undefined) event.clipboardData.setData("text/html", html);
  };
  const restore = selectSomething();
  addEventListener("copy", onCopy, { capture: true });
  try {
    // Nothing else copies where there is no secure context.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return document.execCommand("copy");
  } finally {
    removeEventListener("copy", onCopy, { capture: true });
    restore();
  }
}

/** Selects something, without which browsers refuse to copy; the returned function restores what was selected. */
function selectSomething(): () => void {
  const selection = getSelection();
  const before = selection ? Array.from({ length: selection.rangeCount }, (_, place) => selection.getRangeAt(place)) : [];
  const something = document.createElement("span");
  something.textContent = "\u00a0";
  something.setAttribute("aria-hidden", "true");
  Object.assign(something.style, { position: "fixed", insetBlockStart: "0", opacity: "0", userSelect: "text" });
  // What lies outside of an open dialog can't be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(something);
  selection?.selectAllChildren(something);
  return () => {
    something.remove();
    selection?.removeAllRanges();
    for (const range of before) selection?.addRange(range);
  };
}
