/** What the service replies, as it stands while a component is on the page. */

import { useCallback, useEffect, useState } from "preact/hooks";

import type { Client } from "../api/client";
import { wordsFor } from "../ui/errors";
import { client, noteRefusal } from "./session";

export type Reply<Data> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "ready"; readonly data: Data };

/** Asks the service, until the signal aborts. Throws ApiError. */
export type Ask<Data> = (client: Client, signal: AbortSignal) => Promise<Data>;

/**
 * The reply to a question, and a function that asks again; what was there stays until the new reply has come.
 * `ask` is asked anew whenever it is another function.
 */
export function useReply<Data>(ask: Ask<Data>): readonly [Reply<Data>, () => void] {
  const [reply, setReply] = useState<Reply<Data>>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  const caller = client.value;
  useEffect(() => {
    if (!caller) return;
    const ending = new AbortController();
    const { signal } = ending;
    ask(caller, signal).then(
      (data) => {
        if (!signal.aborted) setReply({ state: "ready", data });
      },
      (error: unknown) => {
        if (signal.aborted) return;
        noteRefusal(error);
        setReply({ state: "failed", message: wordsFor(error) });
      },
    );
    return () => ending.abort();
  }, [caller, ask, turn]);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  return [reply, again];
}
