/** What the service replies to a GET, as it stands while a component is on the page. */

import { useEffect, useState } from "preact/hooks";

import { ApiError } from "../api/client";
import { client, noteRefusal } from "../state/session";
import { t } from "./texts";

export type Reply<Data> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "ready"; readonly data: Data };

/** The reply to `path`, and a function that asks again; what was there stays until the new reply has come. */
export function useReply<Data>(path: string): readonly [Reply<Data>, () => void] {
  const [reply, setReply] = useState<Reply<Data>>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  const caller = client.value;
  useEffect(() => {
    if (!caller) return;
    const ending = new AbortController();
    caller.json<Data>(path, { signal: ending.signal }).then(
      (data) => setReply({ state: "ready", data }),
      (error: unknown) => {
        if (ending.signal.aborted) return;
        noteRefusal(error);
        setReply({ state: "failed", message: wordsFor(error) });
      },
    );
    return () => ending.abort();
  }, [caller, path, turn]);
  return [reply, () => setTurn((last) => last + 1)];
}

/** What went wrong, for a person. */
export function wordsFor(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error);
  return error.status === 0 ? t("unreachable") : error.message;
}
