/** The collections that something can be put in. */

import { useEffect, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { ListedDocument } from "../../api/types";
import { noteRefusal } from "../../state/session";
import { notifyError } from "../../ui/notices";

const MOST = 100;

/** The newest hundred collections; null while they are fetched. */
export function useCollections(client: Client): readonly ListedDocument[] | null {
  const [collections, setCollections] = useState<readonly ListedDocument[] | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const query = { type: "collection", limit: MOST };
    client.json<{ items: ListedDocument[] }>("/documents", { query, signal: abort.signal }).then(
      ({ items }) => setCollections(items),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        noteRefusal(error);
        notifyError(error);
        setCollections([]);
      },
    );
    return () => abort.abort();
  }, [client]);
  return collections;
}
