/** The documents that are asked: loaded, those of collections too, and followed until each is ready or has failed. */

import { useEffect, useState } from "preact/hooks";

import { ApiError, type Client } from "../api/client";
import { isFinal } from "../api/statuses";
import type { ListedDocument } from "../api/types";
import { client, noteRefusal } from "../state/session";
import { openAhead } from "./workspace-loading";

const POLL_MILLISECONDS = 2000;
/** As many as a collection may hold. */
const AT_ONCE = 100;

interface Loaded {
  /** What was asked for, documents or collections; null until it is there. */
  readonly asked: readonly ListedDocument[] | null;
  /** All single documents behind it, each once. */
  readonly documents: readonly ListedDocument[];
  readonly error: unknown;
  readonly retry: () => void;
}

interface State {
  readonly asked: readonly ListedDocument[];
  readonly documents: readonly ListedDocument[];
}

export function useAskedDocuments(ids: readonly string[]): Loaded {
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<State | null>(null);
  const [error, setError] = useState<unknown>(null);
  const key = ids.join();
  useEffect(() => {
    const user = client.peek();
    if (!user) return;
    const ended = new AbortController();
    follow(user, key.split(","), ended.signal, setState).catch((failure: unknown) => {
      if (ended.signal.aborted) return;
      noteRefusal(failure);
      setError(failure);
    });
    return () => ended.abort();
  }, [key, tries]);
  const retry = () => {
    setError(null);
    setTries(tries + 1);
  };
  return { asked: state?.asked ?? null, documents: state?.documents ?? [], error: state ? null : error, retry };
}

async function follow(user: Client, ids: readonly string[], signal: AbortSignal, tell: (state: State) => void): Promise<void> {
  let state = await load(user, ids, signal);
  openAhead(user, state.documents[0]);
  tell(state);
  while (!state.documents.every(isFinal)) {
    await pause(POLL_MILLISECONDS, signal);
    const documents = await Promise.all(state.documents.map((one) => renewed(user, one, signal)));
    state = { ...state, documents };
    tell(state);
  }
}

async function load(user: Client, ids: readonly string[], signal: AbortSignal): Promise<State> {
  const asked = await Promise.all(ids.map((id) => user.json<ListedDocument>(`/documents/${id}/details`, { signal })));
  const parts = await Promise.all(
    asked.map(async (one) => {
      if (one.type !== "collection") return [one];
      const query = { collection_id: one.id, limit: AT_ONCE };
      const { items } = await user.json<{ items: ListedDocument[] }>("/documents", { query, signal });
      return items;
    }),
  );
  return { asked, documents: [...new Map(parts.flat().map((one) => [one.id, one])).values()] };
}

/** A document's newer details; the present ones where they are final, and while the service can't be reached. Throws ApiError when it is gone. */
async function renewed(user: Client, document: ListedDocument, signal: AbortSignal): Promise<ListedDocument> {
  if (isFinal(document)) return document;
  try {
    return await user.json<ListedDocument>(`/documents/${document.id}/details`, { signal });
  } catch (error) {
    if (error instanceof ApiError && (error.status === 0 || error.status >= 500)) return document;
    throw error;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("Not wanted any more.", "AbortError"));
    });
  });
}
