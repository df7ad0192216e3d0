/** Questions that a document answers, as the service suggests them; asked once for each document. */

import { signal, type Signal } from "@preact/signals";

import type { Client } from "../api/client";

/** Null while they are being looked for; empty where there are none. */
export type Suggestions = readonly string[] | null;

const known = new WeakMap<Client, Map<string, Signal<Suggestions>>>();

export function suggestionsOf(service: Client, uploadId: string): Signal<Suggestions> {
  const own = known.get(service) ?? new Map<string, Signal<Suggestions>>();
  known.set(service, own);
  const found = own.get(uploadId);
  if (found) return found;
  const made = signal<Suggestions>(null);
  own.set(uploadId, made);
  service.json<string[]>("/questions/suggested", { query: { upload_id: uploadId } }).then(
    (questions) => (made.value = questions),
    () => {
      // They are an offer: without them one asks by oneself, and the next visit tries anew.
      made.value = [];
      own.delete(uploadId);
    },
  );
  return made;
}
