/** A collection: its documents, and what can be done with all of them together. */

import { useCallback, useEffect, useMemo, useState } from "preact/hooks";

import { ApiError, type Client } from "../api/client";
import { isReady } from "../api/statuses";
import type { ListedDocument } from "../api/types";
import { goTo, hrefOf } from "../state/route";
import { useService } from "../state/service";
import { client, noteRefusal } from "../state/session";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { wordsFor } from "../ui/errors";
import { Icon } from "../ui/icon";
import { Menu } from "../ui/menu";
import { quoted, shownName } from "../ui/names";
import { notify, notifyError } from "../ui/notices";
import { Skeleton } from "../ui/progress";
import { DeleteDialog } from "./dialogs/delete-dialog";
import { FromLibraryDialog } from "./dialogs/from-library-dialog";
import { FilePickers } from "./intake/pickers";
import { useIntake } from "./intake/use-intake";
import { WebsiteDialog } from "./intake/website-dialog";
import "./library.css";
import { DocumentsPanel } from "./list/documents-panel";
import { RenameField } from "./list/rename-field";
import { useListing } from "./list/use-listing";
import { t } from "./texts";

export function CollectionView({ id }: { readonly id: string }) {
  const current = client.value;
  return current && <Found client={current} id={id} />;
}

/** Fetches the collection; what is no collection is not there. */
function Found({ client, id }: { readonly client: Client; readonly id: string }) {
  const [collection, setCollection] = useState<ListedDocument | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(() => {
    client.json<ListedDocument>(`/documents/${encodeURIComponent(id)}/details`).then(
      (found) => {
        setCollection(found);
        setError(null);
      },
      (failure: unknown) => {
        noteRefusal(failure);
        setError(failure);
      },
    );
  }, [client, id]);
  useEffect(load, [load]);
  if (collection?.type === "collection") return <Collection client={client} collection={collection} onChange={load} />;
  const isGone = collection !== null || (error instanceof ApiError && error.status >= 400 && error.status < 500);
  return (
    <div class="library">
      <h1 class="visually-hidden">{t("collection")}</h1>
      {!isGone && !error && <Skeleton lines={6} />}
      {(isGone || error !== null) && (
        <div class="library-empty-plain" role="alert">
          <EmptyState icon={isGone ? "collection" : "warning"} title={isGone ? t("goneTitle") : t("failedTitle")}>
            <p>{isGone ? t("goneText") : wordsFor(error)}</p>
            {isGone ? <a href={hrefOf({ view: "library" })}>{t("backToLibrary")}</a> : <Button onClick={load}>{t("tryAgain")}</Button>}
          </EmptyState>
        </div>
      )}
    </div>
  );
}

interface CollectionProps {
  readonly client: Client;
  readonly collection: ListedDocument;
  /** Fetches the collection anew. */
  readonly onChange: () => void;
}

function Collection({ client, collection, onChange }: CollectionProps) {
  const [open, setOpen] = useState<"website" | "library" | "delete" | null>(null);
  const service = useService();
  const wanted = useMemo(() => ({ name: "", type: "all" as const, collectionId: collection.id }), [collection.id]);
  const listing = useListing(client, wanted);
  const items = listing.items.value;
  const current = { ...collection, document_count: Math.max(items.length, listing.hasMore.value ? (collection.document_count ?? 0) : 0) };
  const intake = useIntake(client, current, t("dropIntoCollection", { name: quoted(collection.name) }));
  const close = () => setOpen(null);
  return (
    <div class="library">
      <Head client={client} collection={current} most={service?.collection_documents ?? null} onChange={onChange} onDelete={() => setOpen("delete")} />
      <div class="library-actions">
        <Button look="primary" icon="chat" disabled={!items.some(isReady)} onClick={() => goTo({ view: "documents", ids: [collection.id] })}>
          {t("askCollection")}
        </Button>
        <FilePickers onFound={intake.take} />
        <Button icon="globe" onClick={() => setOpen("website")}>
          {t("addWebsite")}
        </Button>
        <Button icon="library" onClick={() => setOpen("library")}>
          {t("addFromLibrary")}
        </Button>
      </div>
      <DocumentsPanel
        client={client}
        service={service}
        listing={listing}
        clones={false}
        onChange={onChange}
        empty={
          <div class="library-empty">
            <EmptyState icon="collection" title={t("emptyCollectionTitle")}>
              <p>{t("emptyCollectionText")}</p>
            </EmptyState>
          </div>
        }
      />
      {intake.shown}
      {open === "website" && (
        <WebsiteDialog client={client} collection={current} collectionMost={service?.collection_documents ?? null} onClose={close} />
      )}
      {open === "library" && (
        <FromLibraryDialog client={client} service={service} collection={current} onDone={() => listing.soon()} onClose={close} />
      )}
      {open === "delete" && (
        <DeleteDialog
          client={client}
          documents={[{ ...current, documents: [...items] }]}
          onDeleted={() => {
            notify(t("deleted", { name: quoted(collection.name) }));
            goTo({ view: "library" });
          }}
          onClose={close}
        />
      )}
    </div>
  );
}

interface HeadProps extends CollectionProps {
  readonly most: number | null;
  readonly onDelete: () => void;
}

function Head({ client, collection, most, onChange, onDelete }: HeadProps) {
  const [isRenamed, setRenamed] = useState(false);
  const rename = async (name: string) => {
    await client.json(`/documents/${collection.id}`, { method: "PATCH", body: { name } });
    onChange();
  };
  const held = collection.document_count ?? 0;
  return (
    <header class="library-head">
      <div class="library-title">
        <a class="library-back" href={hrefOf({ view: "library" })}>
          <Icon name="back" />
          {t("backToLibrary")}
        </a>
        {isRenamed ? (
          <RenameField name={collection.name} onDone={(name) => rename(name).catch(notifyError)} onLeave={() => setRenamed(false)} />
        ) : (
          <h1>
            <bdi>{shownName(collection.name)}</bdi>
          </h1>
        )}
        <p class="library-note">{most === null ? t("documents", { count: held }) : t("holdsMost", { held, most })}</p>
      </div>
      <Menu
        label={t("actionsFor", { name: shownName(collection.name) })}
        icon="more"
        align="end"
        groups={[
          {
            items: [
              { label: t("rename"), icon: "rename", onSelect: () => setRenamed(true) },
              { label: t("delete"), icon: "trash", danger: true, onSelect: onDelete },
            ],
          },
        ]}
      />
    </header>
  );
}
