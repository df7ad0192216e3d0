/** Where a document's file is read from. */

import type { Client } from "../api/client";
import type { DocumentFile } from "./reader";

export function fileOf(user: Client, uploadId: string): DocumentFile {
  return { url: user.url(`/documents/${uploadId}/download`), headers: user.headers };
}
