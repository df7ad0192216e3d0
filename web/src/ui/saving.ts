/** Files that the page makes or is sent, handed to the browser to be saved. */

/** Some browsers begin to read after the click is over. */
const KEPT_MILLISECONDS = 60_000;

export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MILLISECONDS);
}

/** Saves a reply that is a file, under the name that it says, else under another. */
export async function saveReply(reply: Response, otherwise: string): Promise<void> {
  saveFile(nameIn(reply.headers.get("Content-Disposition") ?? "") || otherwise, await reply.blob());
}

/** The name in a `Content-Disposition`; empty when there is none. */
export function nameIn(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  const [, quoted] = /filename="([^"]*)"/i.exec(disposition) ?? [];
  try {
    return encoded ? decodeURIComponent(encoded) : (quoted ?? "");
  } catch {
    return quoted ?? "";
  }
}
