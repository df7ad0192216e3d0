/** Puts copies of documents into a collection, and says what that costs. */

import { useRef, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { DocumentShort, ListedDocument, ServiceInfo } from "../../api/types";
import { usePackages } from "../../state/service";
import { noteRefusal } from "../../state/session";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { wordsFor } from "../../ui/errors";
import { quoted, shownName } from "../../ui/names";
import { notify } from "../../ui/notices";
import { Spinner } from "../../ui/progress";
import { t as words } from "../intake/texts";
import { t } from "../texts";
import { cloneCost, cloneShort } from "./clone-cost";
import { CollectionChoice, type Choice } from "./collection-choice";
import { makeCollection, wrongName } from "./name-dialog";
import { useCollections } from "./use-collections";

interface CloneDialogProps {
  readonly client: Client;
  readonly documents: readonly ListedDocument[];
  readonly service: ServiceInfo | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function CloneDialog({ client, documents, service, onDone, onClose }: CloneDialogProps) {
  const collections = useCollections();
  const packages = usePackages();
  const [picked, setPicked] = useState<Choice | null>(null);
  const [error, setError] = useState("");
  const [isBusy, setBusy] = useState(false);
  const freshRef = useRef<DocumentShort | null>(null);
  const [newest] = collections ?? [];
  const choice: Choice = picked ?? (newest ? { kind: "existing", id: newest.id } : { kind: "new", name: "" });
  const target = choice.kind === "existing" ? collections?.find(({ id }) => id === choice.id) : undefined;
  const held = target?.document_count ?? 0;
  const most = service?.collection_documents ?? null;
  const full = most !== null && held + documents.length > most ? t("cloneNoRoom", { held, most, count: documents.length }) : "";
  const short = packages === undefined ? "" : cloneShort(documents, packages);
  const clone = async () => {
    const wrong = choice.kind === "new" ? wrongName(choice.name) : "";
    setError(wrong);
    if (wrong || full) return;
    setBusy(true);
    try {
      // One that was made before something else went wrong is not made again.
      const made = choice.kind === "new" ? (freshRef.current ??= await makeCollection(client, choice.name)) : target;
      if (!made) return;
      await cloneInto(client, made, documents);
      onDone();
      onClose();
    } catch (failure) {
      noteRefusal(failure);
      setError(wordsFor(failure));
      setBusy(false);
    }
  };
  if (collections === null) return <Waiting onClose={onClose} />;
  return (
    <Dialog title={t("cloneTitle")} onClose={onClose}>
      <ul class="library-names">
        {documents.map((one) => (
          <li key={one.id}>
            <bdi>{shownName(one.name)}</bdi>
          </li>
        ))}
      </ul>
      <CollectionChoice
        collections={collections}
        choice={choice}
        onChoose={setPicked}
        optional={false}
        error={full || (choice.kind === "existing" ? error : "")}
        nameError={choice.kind === "new" ? error : ""}
      />
      <p>{cloneCost(documents)}</p>
      {short && <p class="library-warning">{short}</p>}
      <div class="dialog-actions">
        <Button onClick={onClose}>{words("cancel")}</Button>
        <Button look="primary" disabled={isBusy || Boolean(full) || Boolean(short)} onClick={() => void clone()}>
          {t("cloneAction", { count: documents.length })}
        </Button>
      </div>
    </Dialog>
  );
}

function Waiting({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t("cloneTitle")} onClose={onClose}>
      <Spinner labelShown />
    </Dialog>
  );
}

/** Copies documents into a collection, all or none, and says so. Throws ApiError. */
export async function cloneInto(
  client: Client,
  collection: Pick<DocumentShort, "id" | "name">,
  documents: readonly ListedDocument[],
): Promise<void> {
  const body = { collection_id: collection.id, upload_ids: documents.map(({ id }) => id) };
  await client.fetch("/collections/clone-documents", { method: "POST", body });
  notify(t("cloned", { count: documents.length, name: quoted(collection.name) }));
}
