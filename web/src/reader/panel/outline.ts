/** A document's headings, fetched once: those of a document that is ready never change. */

import { useEffect, useState } from "preact/hooks";

import type { Heading, Outline } from "../../api/types";
import { client, noteRefusal } from "../../state/session";

const known = new Map<string, readonly Heading[]>();

interface Loaded {
  /** null until they are there. */
  readonly headings: readonly Heading[] | null;
  readonly error: string | null;
  readonly retry: () => void;
}

export function useOutline(uploadId: string): Loaded {
  const [tries, setTries] = useState(0);
  const [headings, setHeadings] = useState<readonly Heading[] | null>(() => known.get(uploadId) ?? null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const user = client.peek();
    if (!user || known.has(uploadId)) return;
    const ended = new AbortController();
    user
      .json<Outline>(`/documents/${uploadId}/outline`, { signal: ended.signal })
      .then((outline) => {
        known.set(uploadId, outline.headings);
        setHeadings(outline.headings);
      })
      .catch((failure: unknown) => {
        if (ended.signal.aborted) return;
        noteRefusal(failure);
        setError(failure instanceof Error ? failure.message : String(failure));
      });
    return () => ended.abort();
  }, [uploadId, tries]);
  const retry = () => {
    setError(null);
    setTries(tries + 1);
  };
  return { headings, error, retry };
}
