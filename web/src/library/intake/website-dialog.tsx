/** Takes websites in by their addresses. */

import { useRef, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { DocumentShort, ListedDocument } from "../../api/types";
import { usePackages } from "../../state/service";
import { noteRefusal } from "../../state/session";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { wordsFor } from "../../ui/errors";
import { Field } from "../../ui/field";
import { CollectionChoice, type Choice } from "../dialogs/collection-choice";
import { makeCollection, wrongName } from "../dialogs/name-dialog";
import { useCollections } from "../dialogs/use-collections";
import { readAddresses } from "./addresses";
import "./intake-dialog.css";
import { leftOf } from "./plan";
import { t } from "./texts";
import { uploads } from "./uploads";

interface WebsiteDialogProps {
  readonly client: Client;
  /** The collection that websites go to, null to choose one. */
  readonly collection: ListedDocument | null;
  /** Most documents of a collection; null while that is not known. */
  readonly collectionMost: number | null;
  readonly onClose: () => void;
}

export function WebsiteDialog({ client, collection, collectionMost, onClose }: WebsiteDialogProps) {
  const collections = useCollections();
  const packages = usePackages();
  const [text, setText] = useState("");
  const [error, setError] = useState("");
  const [nameError, setNameError] = useState("");
  const [picked, setPicked] = useState<Choice>({ kind: "none" });
  const freshRef = useRef<DocumentShort | null>(null);
  const choice: Choice = collection ? { kind: "existing", id: collection.id } : picked;
  const target = collection ?? (picked.kind === "existing" ? collections?.find(({ id }) => id === picked.id) : undefined);
  const { urls, wrong } = readAddresses(text);
  const room = collectionMost === null ? Infinity : collectionMost - (target?.document_count ?? 0);
  const full = choice.kind !== "none" && urls.length > room ? t("noRoom", { room, count: urls.length }) : "";
  const add = async () => {
    if (wrong.length) { setError(t("websiteWrong", { lines: wrong.slice(0, 3).join(", ") })); return; }
    if (!urls.length) { setError(t("websiteMissing")); return; }
    const wrongly = choice.kind === "new" ? wrongName(choice.name) : "";
    setNameError(wrongly);
    if (full || wrongly) return;
    try {
      if (choice.kind === "new") freshRef.current ??= await makeCollection(client, choice.name);
    } catch (failure) {
      noteRefusal(failure);
      setNameError(wordsFor(failure)); return;
    }
    const collectionId = choice.kind === "existing" ? choice.id : (freshRef.current?.id ?? null);
    uploads.add(urls.map((url) => ({ kind: "website", name: url, url, collectionId })));
    onClose();
  };
  return (
    <Dialog title={t("websiteTitle")} onClose={onClose}>
      <Field label={t("websiteLabel")} hint={t("websiteHint")} error={error || (collection ? full : "")}>
        {(control) => (
          <textarea
            {...control}
            class="input library-addresses"
            rows={4}
            dir="ltr"
            inputMode="url"
            spellcheck={false}
            autoFocus
            placeholder="https://"
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setError("");
            }}
          />
        )}
      </Field>
      {!collection && (
        <CollectionChoice
          collections={collections}
          choice={picked}
          onChoose={setPicked}
          optional
          error={choice.kind === "new" ? "" : full}
          nameError={nameError}
        />
      )}
      {packages !== undefined && (
        <p class="intake-hint">{t("websiteTokensLeft", { count: leftOf(packages, "documents_tokens") })}</p>
      )}
      <div class="dialog-actions">
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button look="primary" icon="globe" disabled={Boolean(full)} onClick={() => void add()}>
          {urls.length ? t("websiteAdd", { count: urls.length }) : t("websiteAddNone")}
        </Button>
      </div>
    </Dialog>
  );
}
