/** Asks for the name of a new collection, and makes it. */

import { useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { DocumentShort } from "../../api/types";
import { noteRefusal } from "../../state/session";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { wordsFor } from "../../ui/errors";
import { TextField } from "../../ui/field";
import { t as words } from "../intake/texts";
import { t } from "../texts";

export const MOST_CHARACTERS = 80;

interface NameDialogProps {
  readonly client: Client;
  readonly onMade: (made: DocumentShort) => void;
  readonly onClose: () => void;
}

export function NameDialog({ client, onMade, onClose }: NameDialogProps) {
  const [name, setName] = useState("");
  const [error, setError] = useState("");
  const [isBusy, setBusy] = useState(false);
  const make = async () => {
    const wrong = wrongName(name);
    setError(wrong);
    if (wrong) return;
    setBusy(true);
    try {
      onMade(await makeCollection(client, name));
      onClose();
    } catch (failure) {
      noteRefusal(failure);
      setError(wordsFor(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("newCollection")} onClose={onClose}>
      <form
        class="library-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField
          label={t("nameLabel")}
          hint={t("nameHint")}
          error={error}
          value={name}
          autoFocus
          autocomplete="off"
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{words("cancel")}</Button>
          <Button look="primary" type="submit" disabled={isBusy}>
            {t("create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What is wrong with a collection's name, in words; empty when nothing is. */
export function wrongName(name: string): string {
  if (!name.trim()) return t("nameMissing");
  return Array.from(name.trim()).length > MOST_CHARACTERS ? t("nameTooLong", { count: MOST_CHARACTERS }) : "";
}

/** Makes a collection. Throws ApiError. */
export function makeCollection(client: Client, name: string): Promise<DocumentShort> {
  return client.json<DocumentShort>("/collections", { method: "POST", body: { name: name.trim() } });
}
