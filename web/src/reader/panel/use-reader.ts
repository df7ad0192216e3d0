/** A reader in an element, for as long as a component stands. */

import { signal, type ReadonlySignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { ListedDocument } from "../../api/types";
import { client, noteRefusal } from "../../state/session";
import { fileOf } from "../file";
import type { FlowingReader } from "../flowing/flowing-reader";
import type { PagedReader } from "../paged/paged-reader";
import { ReaderError } from "../reader";
import { t } from "../texts";
import type { ReaderContext } from "./side-panel";

/** What is in view: pages and blocks count from 0, 1 is 100 %, turns are degrees clockwise. */
export interface View {
  readonly page: number;
  readonly pageCount: number;
  readonly block: number;
  readonly zoom: number;
  readonly rotation: number;
}

export interface Opened {
  readonly context: ReaderContext;
  readonly view: ReadonlySignal<View>;
}

interface Attempt {
  /** null while the document is being opened. */
  readonly opened: Opened | null;
  readonly error: ReaderError | null;
  readonly retry: () => void;
}

type AnyReader =
  | { readonly layout: "paged"; readonly reader: PagedReader }
  | { readonly layout: "flowing"; readonly reader: FlowingReader };

type Outcome = { readonly shown: AnyReader; readonly view: ReadonlySignal<View> } | { readonly error: ReaderError };

/** Opens a document that is ready, at a page, in the element that `host` refers to. */
export function useReader(host: RefObject<HTMLElement | null>, document: ListedDocument, page: number): Attempt {
  const [tries, setTries] = useState(0);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { id, layout } = document;
  useEffect(() => {
    const user = client.peek();
    if (!host.current || !user || layout === null) return;
    const container = globalThis.document.createElement("div");
    container.className = "reader-content";
    host.current.append(container);
    let reader: AnyReader | null = null;
    const ended = new AbortController();
    const isGone = () => ended.signal.aborted;
    const open = async () => {
      reader = await makeReader(layout, container);
      if (isGone()) {
        reader.reader.destroy();
        return;
      }
      await reader.reader.open(fileOf(user, id));
      await reader.reader.scrollToPage(page);
      if (!isGone()) setOutcome({ shown: reader, view: followed(reader) });
    };
    open().catch((error: unknown) => {
      if (isGone()) return;
      setOutcome({ error: asReaderError(error) });
      if (error instanceof ReaderError && error.reason === "refused") void checkKey(user);
    });
    return () => {
      ended.abort();
      reader?.reader.destroy();
      container.remove();
      setOutcome(null);
    };
    // The page is where it opens; later ones are gone to without opening it again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [host, id, layout, tries]);
  const opened = useMemo(() => {
    if (outcome === null || "error" in outcome) return null;
    return { context: { uploadId: id, document, ...outcome.shown }, view: outcome.view };
  }, [outcome, id, document]);
  const error = outcome !== null && "error" in outcome ? outcome.error : null;
  return { opened, error, retry: () => setTries(tries + 1) };
}

async function makeReader(layout: "paged" | "flowing", container: HTMLElement): Promise<AnyReader> {
  // Each comes with the first document that needs it.
  if (layout === "paged") {
    const { PagedReader } = await import("../paged/paged-reader");
    return { layout, reader: new PagedReader(container) };
  }
  const { FlowingReader } = await import("../flowing/flowing-reader");
  return { layout, reader: new FlowingReader(container) };
}

function followed(shown: AnyReader): ReadonlySignal<View> {
  const now = (): View => {
    const { reader } = shown;
    const block = shown.layout === "flowing" ? shown.reader.block : 0;
    const rotation = shown.layout === "paged" ? shown.reader.rotation : 0;
    return { page: reader.page, pageCount: reader.pageCount, block, zoom: reader.zoom, rotation };
  };
  const view = signal(now());
  for (const name of ["pageChanged", "viewChanged", "blockChanged", "ready"] as const) {
    shown.reader.on(name, () => (view.value = now()));
  }
  return view;
}

function asReaderError(error: unknown): ReaderError {
  // What is no error of the reader is a script that could not be fetched.
  return error instanceof ReaderError ? error : new ReaderError("unreachable", t("unreachable"));
}

/** Signs out when it is the key that opens nothing any more, rather than this one document. */
async function checkKey(user: Client): Promise<void> {
  await user.json("/users/quota").catch(noteRefusal);
}
