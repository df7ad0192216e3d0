/** A flowing document's file: canonical HTML, fetched, parsed and made harmless. */

import { ReaderError, type DocumentFile } from "../reader";
import { t } from "../texts";
import { sanitize } from "./sanitize";
import { elementAt } from "./xpath";

/** The file's own style sheet. It goes with all else that is not kept; browsers complain of it even where it is inert. */
const STYLE = /<style\b[^>]*>[^<]*<\/style>/i;

/** The document, parsed and inert: nothing of it runs or is fetched. Throws ReaderError. */
export async function openHtml(file: DocumentFile): Promise<Document> {
  const text = await fetchText(file);
  const document = sanitize(new DOMParser().parseFromString(text.replace(STYLE, ""), "text/html"));
  if (!document.body.childNodes.length) throw new ReaderError("broken", t("broken"));
  return document;
}

/** The words of nodes in a block, or of the whole block when none of them is there; white space collapsed. */
export function textAt(document: Document, block: number, xpaths: readonly string[]): string {
  const nodes = xpaths.map((xpath) => elementAt(document, xpath)).filter((node) => node !== null);
  const found = nodes.length ? nodes : [blockAt(document, block)];
  return found.map((node) => (node?.textContent ?? "").split(/\s+/).filter(Boolean).join(" ")).join(" ").trim();
}

/** The block with a number, null when there is none. */
export function blockAt(document: Document, block: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-index="${block}"]`);
}

async function fetchText(file: DocumentFile): Promise<string> {
  let reply: Response;
  try {
    reply = await fetch(file.url, { headers: { ...file.headers } });
    if (reply.ok) return await reply.text();
  } catch {
    throw new ReaderError("unreachable", t("unreachable"));
  }
  if (reply.status === 401 || reply.status === 403) throw new ReaderError("refused", t("refused"));
  if (reply.status === 404) throw new ReaderError("missing", t("missing"));
  throw new ReaderError(reply.status >= 500 ? "unreachable" : "broken", t(reply.status >= 500 ? "unreachable" : "broken"));
}
