/** Copying text that has yet to be fetched. */

/**
 * Puts a text into the clipboard and says whether the browser let it. The browser is asked at once, as it only
 * listens right after a click; the text may come later.
 */
export async function putIntoClipboard(text: Promise<string>): Promise<boolean> {
  try {
    if (typeof ClipboardItem === "undefined") await navigator.clipboard.writeText(await text);
    else {
      const blob = text.then((said) => new Blob([said], { type: "text/plain" }));
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    }
    return true;
  } catch {
    return false;
  }
}
