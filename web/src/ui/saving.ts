/** Files that the page makes, handed to the browser to be saved. */

/** Some browsers begin to read after the click is over. */
const KEPT_MILLISECONDS = 60_000;

export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MILLISECONDS);
}
