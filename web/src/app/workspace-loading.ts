/** What reading and asking documents needs beyond the library, loaded when a document is first opened. */

import type { Client } from "../api/client";
import { isReady } from "../api/statuses";
import type { ListedDocument } from "../api/types";
import { fileOf } from "../reader/file";
import { expectPdf } from "../reader/paged/loading";
import { prepare } from "../reader/paged/prepare";
import type { DocumentsWorkspace } from "./documents-workspace";

/** Asks at once for all that is needed to show pages: one after another, it would take several times as long. */
export async function loadWorkspace(): Promise<typeof DocumentsWorkspace> {
  prepare();
  return (await import("./documents-workspace")).DocumentsWorkspace;
}

/** Begins to open the document that the reader will show first, while the reader itself is still being made. */
export function openAhead(user: Client, document: ListedDocument | undefined): void {
  if (document?.layout === "paged" && isReady(document)) expectPdf(fileOf(user, document.id));
}
