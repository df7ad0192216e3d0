/** Chooses documents of the library whose copies go into a collection, and says what that costs. */

import { useEffect, useMemo, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import { isReady } from "../../api/statuses";
import type { ListedDocument, ServiceInfo } from "../../api/types";
import { usePackages } from "../../state/service";
import { noteRefusal } from "../../state/session";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { wordsFor } from "../../ui/errors";
import { shownName } from "../../ui/names";
import { Spinner } from "../../ui/progress";
import { lengthOf } from "../amounts";
import { t as words } from "../intake/texts";
import { Listing } from "../list/listing";
import { toggled } from "../list/selection";
import { Search } from "../list/toolbar";
import { t } from "../texts";
import { cloneCost, cloneShort } from "./clone-cost";
import { cloneInto } from "./clone-dialog";
import "./from-library-dialog.css";

interface FromLibraryDialogProps {
  readonly client: Client;
  readonly service: ServiceInfo | null;
  readonly collection: ListedDocument;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function FromLibraryDialog({ client, service, collection, onDone, onClose }: FromLibraryDialogProps) {
  const [name, setName] = useState("");
  const [picked, setPicked] = useState<ReadonlyMap<string, ListedDocument>>(new Map());
  const [error, setError] = useState("");
  const [isBusy, setBusy] = useState(false);
  const packages = usePackages();
  const listing = useMemo(() => new Listing(client, noteRefusal), [client]);
  useEffect(() => listing.follow(), [listing]);
  useEffect(() => listing.want({ name, type: "single_doc", collectionId: null }), [listing, name]);
  const documents = [...picked.values()];
  const held = collection.document_count ?? 0;
  const most = service?.collection_documents ?? null;
  const full = most !== null && held + documents.length > most ? t("cloneNoRoom", { held, most, count: documents.length }) : "";
  const short = packages === undefined ? "" : cloneShort(documents, packages);
  const pick = (one: ListedDocument) => {
    const ids = toggled(new Set(picked.keys()), one.id, []);
    const known = new Map([...picked, [one.id, one] as const]);
    setPicked(new Map([...known].filter(([id]) => ids.has(id))));
  };
  const add = async () => {
    setBusy(true);
    try {
      await cloneInto(client, collection, documents);
      onDone();
      onClose();
    } catch (failure) {
      noteRefusal(failure);
      setError(wordsFor(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("addFromLibrary")} onClose={onClose}>
      <Search name={name} onSearch={setName} />
      <Choices listing={listing} picked={picked} onPick={pick} />
      {documents.length > 0 && <p role="status">{cloneCost(documents)}</p>}
      {(full || short || error) && (
        <p class="library-warning" role="alert">
          {full || short || error}
        </p>
      )}
      <div class="dialog-actions">
        <Button onClick={onClose}>{words("cancel")}</Button>
        <Button look="primary" disabled={isBusy || !documents.length || Boolean(full || short)} onClick={() => void add()}>
          {documents.length ? t("cloneAction", { count: documents.length }) : t("addFromLibrary")}
        </Button>
      </div>
    </Dialog>
  );
}

interface ChoicesProps {
  readonly listing: Listing;
  readonly picked: ReadonlyMap<string, ListedDocument>;
  readonly onPick: (one: ListedDocument) => void;
}

function Choices({ listing, picked, onPick }: ChoicesProps) {
  const ready = listing.items.value.filter(isReady);
  if (listing.state.value === "loading") return <Spinner labelShown />;
  if (listing.state.value === "failed") return <p class="library-warning">{listing.error.value}</p>;
  if (!ready.length && !listing.hasMore.value) return <p class="library-note">{t("cloneNone")}</p>;
  const onScroll = ({ currentTarget: box }: { currentTarget: HTMLElement }) => {
    if (box.scrollHeight - box.scrollTop - box.clientHeight < 300) void listing.more();
  };
  return (
    <ul class="library-choices" aria-label={t("chooseDocuments")} onScroll={onScroll}>
      {ready.map((one) => (
        <li key={one.id}>
          <label class="library-choice">
            <input type="checkbox" checked={picked.has(one.id)} onChange={() => onPick(one)} />
            <span class="library-choice-name">
              <bdi>{shownName(one.name)}</bdi>
            </span>
            <span class="library-note">{lengthOf([one])}</span>
          </label>
        </li>
      ))}
      {listing.hasMore.value && (
        <li>
          <Button look="quiet" onClick={() => void listing.more()}>
            {t("loadingMore")}
          </Button>
        </li>
      )}
    </ul>
  );
}
