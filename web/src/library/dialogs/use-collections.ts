/** The collections that something can be put in. */

import type { Client } from "../../api/client";
import type { ListedDocument } from "../../api/types";
import { useReply } from "../../state/reply";
import { notifyError } from "../../ui/notices";

const MOST = 100;
const NONE: readonly ListedDocument[] = [];

/** The newest hundred collections; null while they are fetched, none where that failed, which a notice tells. */
export function useCollections(): readonly ListedDocument[] | null {
  const [reply] = useReply(newestCollections);
  if (reply.state === "loading") return null;
  return reply.state === "ready" ? reply.data : NONE;
}

async function newestCollections(client: Client, signal: AbortSignal): Promise<readonly ListedDocument[]> {
  const query = { type: "collection", limit: MOST };
  try {
    return (await client.json<{ items: ListedDocument[] }>("/documents", { query, signal })).items;
  } catch (error) {
    if (!signal.aborted) notifyError(error);
    throw error;
  }
}
