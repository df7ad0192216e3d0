/** The library: all documents and collections of a user. */

import { useMemo, useState } from "preact/hooks";

import type { Client } from "../api/client";
import { goTo } from "../state/route";
import { useService } from "../state/service";
import { client } from "../state/session";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { inSentence, quoted } from "../ui/names";
import { notify } from "../ui/notices";
import { NameDialog } from "./dialogs/name-dialog";
import { FilePickers } from "./intake/pickers";
import { useIntake } from "./intake/use-intake";
import { WebsiteDialog } from "./intake/website-dialog";
import "./library.css";
import { DocumentsPanel } from "./list/documents-panel";
import type { Wanted } from "./list/listing";
import { Kinds, Search } from "./list/toolbar";
import { useListing } from "./list/use-listing";
import { t } from "./texts";

export function LibraryView() {
  const current = client.value;
  return current && <Library client={current} />;
}

function Library({ client }: { readonly client: Client }) {
  const [name, setName] = useState("");
  const [type, setType] = useState<Wanted["type"]>("all");
  const [open, setOpen] = useState<"website" | "collection" | null>(null);
  const service = useService();
  const wanted = useMemo(() => ({ name, type, collectionId: null }), [name, type]);
  const listing = useListing(client, wanted);
  const intake = useIntake(client, null, t("dropIntoLibrary"));
  const showAll = () => {
    setName("");
    setType("all");
  };
  const isNew = !name && type === "all" && listing.state.value === "ready" && !listing.items.value.length;
  return (
    <div class="library">
      <header class="library-head">
        <h1>{t("library")}</h1>
        <div class="library-actions">
          {!isNew && <FilePickers primary onFound={intake.take} />}
          <Button icon="globe" onClick={() => setOpen("website")}>
            {t("addWebsite")}
          </Button>
          <Button icon="add" onClick={() => setOpen("collection")}>
            {t("newCollection")}
          </Button>
        </div>
      </header>
      {!isNew && (
        <div class="library-bar">
          <Search name={name} onSearch={setName} />
          <Kinds type={type} onChoose={setType} />
        </div>
      )}
      <DocumentsPanel
        client={client}
        service={service}
        listing={listing}
        clones
        empty={isNew ? <Start onFound={intake.take} /> : <NoMatch name={name} type={type} onShowAll={showAll} />}
      />
      {intake.shown}
      {open === "website" && (
        <WebsiteDialog client={client} collection={null} collectionMost={service?.collection_documents ?? null} onClose={() => setOpen(null)} />
      )}
      {open === "collection" && (
        <NameDialog
          client={client}
          onMade={(made) => {
            notify(t("created", { name: quoted(made.name) }));
            goTo({ view: "collection", id: made.id });
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function Start({ onFound }: Pick<Parameters<typeof FilePickers>[0], "onFound">) {
  return (
    <div class="library-empty">
      <EmptyState icon="upload" title={t("emptyTitle")}>
        <p>{t("emptyText")}</p>
        <FilePickers primary onFound={onFound} />
        <p class="library-note">{t("accepts")}</p>
      </EmptyState>
    </div>
  );
}

interface NoMatchProps extends Pick<Wanted, "name" | "type"> {
  readonly onShowAll: () => void;
}

function NoMatch({ name, type, onShowAll }: NoMatchProps) {
  const ofKind = type === "collection" ? t("noCollectionsText") : t("noDocumentsText");
  return (
    <div class="library-empty-plain" role="status">
      <EmptyState icon="search" title={name ? t("noMatchTitle") : t("noneOfKindTitle")}>
        <p>{name ? t("noMatchText", { name: inSentence(name) }) : ofKind}</p>
        <Button onClick={onShowAll}>{t("showEverything")}</Button>
      </EmptyState>
    </div>
  );
}
