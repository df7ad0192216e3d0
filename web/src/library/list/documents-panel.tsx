/** Documents in a list, and all that can be done with them: in the library, and in a collection. */

import { useEffect, useRef, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import { isReady } from "../../api/statuses";
import type { ListedDocument, ServiceInfo } from "../../api/types";
import { CloneDialog } from "../dialogs/clone-dialog";
import { DeleteDialog } from "../dialogs/delete-dialog";
import { failureOf } from "../progress/statuses";
import { t as progressTexts } from "../progress/texts";
import { quoted, shownName } from "../../ui/names";
import { notify } from "../../ui/notices";
import { Skeleton } from "../../ui/progress";

import { t } from "../texts";
import { DocumentList } from "./document-list";
import type { RowActions } from "./document-row";
import "./documents-panel.css";
import type { Listing } from "./listing";
import { Failed, Lost } from "./list-states";
import { remaining, toggled } from "./selection";
import { SelectionBar } from "./selection-bar";

interface DocumentsPanelProps {
  readonly client: Client;
  readonly service: ServiceInfo | null;
  readonly listing: Listing;
  /** Whether documents can be put in a collection from here. */
  readonly clones: boolean;
  /** What is shown in place of an empty list. */
  readonly empty: preact.ComponentChildren;
  /** Called when documents were changed, added or removed. */
  readonly onChange?: () => void;
}

type Asked = { readonly kind: "delete" | "clone"; readonly documents: readonly ListedDocument[] } | null;

export function DocumentsPanel({ client, service, listing, clones, empty, onChange }: DocumentsPanelProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [renamed, setRenamed] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked>(null);
  const anchorRef = useRef<string | null>(null);
  const items = listing.items.value;
  const ids = items.map(({ id }) => id);
  const selected = remaining(ticked, ids);
  const chosen = items.filter(({ id }) => selected.has(id));

  const actions: RowActions = {
    toggle: (one, range) => {
      setTicked(toggled(selected, one.id, ids, range ? anchorRef.current : null));
      anchorRef.current = one.id;
    },
    startRename: (one) => {
      if (one === null && renamed) focusRow(renamed);
      setRenamed(one?.id ?? null);
    },
    rename: async (one, name) => {
      const changed = await client.json<ListedDocument>(`/documents/${one.id}`, { method: "PATCH", body: { name } });
      listing.put(changed);
      notify(t("renamed", { name: quoted(changed.name) }));
    },
    clone: (one) => setAsked({ kind: "clone", documents: [one] }),
    remove: (one) => setAsked({ kind: "delete", documents: [one] }),
  };
  const onDeleted = (gone: ReadonlySet<string>) => {
    const [first] = items.filter(({ id }) => gone.has(id));
    notify(gone.size === 1 && first ? t("deleted", { name: quoted(first.name) }) : t("deletedMany", { count: gone.size }));
    listing.drop(gone);
    listing.soon();
    onChange?.();
  };
  if (listing.state.value === "loading" && !items.length) return <Loading />;
  if (listing.state.value === "failed") return <Failed listing={listing} />;
  return (
    <div class="documents-panel">
      <News listing={listing} />
      {listing.state.value === "lost" && <Lost />}
      {items.length === 0 ? (
        empty
      ) : (
        <DocumentList
          listing={listing}
          selected={selected}
          renamed={renamed}
          actions={actions}
          onSelectAll={() => setTicked(selected.size === items.length ? new Set() : new Set(ids))}
        />
      )}
      {chosen.length > 0 && (
        <SelectionBar
          selected={chosen}
          askedMost={service?.question_documents ?? null}
          clones={clones}
          onClone={() => setAsked({ kind: "clone", documents: chosen })}
          onDelete={() => setAsked({ kind: "delete", documents: chosen })}
          onClear={() => setTicked(new Set())}
        />
      )}
      {asked?.kind === "delete" && (
        <DeleteDialog client={client} documents={asked.documents} onDeleted={onDeleted} onClose={() => setAsked(null)} />
      )}
      {asked?.kind === "clone" && (
        <CloneDialog
          client={client}
          documents={asked.documents}
          service={service}
          onDone={() => {
            setTicked(new Set());
            listing.soon();
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

function Loading() {
  return (
    <div class="documents-panel-loading" role="status">
      <span class="visually-hidden">{t("loadingList")}</span>
      <Skeleton lines={6} />
    </div>
  );
}

/** Tells those who don't see the list what became of its documents. */
function News({ listing }: { readonly listing: Listing }) {
  const [words, setWords] = useState("");
  const news = listing.news.value;
  useEffect(() => {
    if (news.length) setWords(news.map(newsOf).join(" "));
  }, [news]);
  return (
    <p class="visually-hidden" role="status" data-news>
      {words}
    </p>
  );
}

function newsOf(one: ListedDocument): string {
  const name = shownName(one.name);
  return isReady(one) ? progressTexts("nowReady", { name }) : progressTexts("nowFailed", { name, reason: failureOf(one).cause });
}

/** Gives the focus back to a row whose field is about to go. */
function focusRow(id: string): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] [data-row-focus]`)?.focus();
  });
}
