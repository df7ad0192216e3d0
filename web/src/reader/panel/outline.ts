/** A document's headings and what else its outline tells, fetched once: those of a document that is ready never change. */

import { useEffect, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { Outline } from "../../api/types";
import { client, noteRefusal } from "../../state/session";

const outlines = new Map<string, Promise<Outline>>();

interface Loaded {
  /** null until it is there. */
  readonly outline: Outline | null;
  readonly error: string | null;
  readonly retry: () => void;
}

export function useOutline(uploadId: string): Loaded {
  const [tries, setTries] = useState(0);
  const [outline, setOutline] = useState<Outline | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const user = client.peek();
    if (!user) return;
    let isWanted = true;
    outlineOf(user, uploadId)
      .then((found) => isWanted && setOutline(found))
      .catch((failure: unknown) => {
        if (!isWanted) return;
        noteRefusal(failure);
        setError(failure instanceof Error ? failure.message : String(failure));
      });
    return () => {
      isWanted = false;
    };
  }, [uploadId, tries]);
  const retry = () => {
    setError(null);
    setTries(tries + 1);
  };
  return { outline, error, retry };
}

/** Throws ApiError; the next call asks again then. */
function outlineOf(user: Client, uploadId: string): Promise<Outline> {
  const known = outlines.get(uploadId);
  if (known) return known;
  const asked = user.json<Outline>(`/documents/${uploadId}/outline`);
  outlines.set(uploadId, asked);
  asked.catch(() => outlines.delete(uploadId));
  return asked;
}
