/** Says what goes and what stays before documents are deleted. */

import type { Client } from "../../api/client";
import type { ListedDocument } from "../../api/types";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { quoted, shownName } from "../../ui/names";
import { t } from "../texts";
import { lossesOf } from "./losses";

interface DeleteDialogProps {
  readonly client: Client;
  readonly documents: readonly ListedDocument[];
  /** Called with those that were deleted: all, or the first of them when one could not be. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void;
  readonly onClose: () => void;
}

export function DeleteDialog({ client, documents, onDeleted, onClose }: DeleteDialogProps) {
  const [first] = documents;
  const title = documents.length === 1 && first ? t("deleteOne", { name: quoted(first.name) }) : t("deleteMany", { count: documents.length });
  const remove = async () => {
    const gone = new Set<string>();
    try {
      for (const { id } of documents) {
        await client.fetch(`/documents/${id}`, { method: "DELETE" });
        gone.add(id);
      }
    } finally {
      if (gone.size) onDeleted(gone);
    }
  };
  return (
    <ConfirmDialog title={title} action={t("confirmDelete")} danger onConfirm={remove} onClose={onClose}>
      {documents.length > 1 && <Names documents={documents} />}
      <ul class="library-losses">
        {lossesOf(documents).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

function Names({ documents }: Pick<DeleteDialogProps, "documents">) {
  return (
    <ul class="library-names" tabIndex={0}>
      {documents.map((one) => (
        <li key={one.id}>
          <bdi>{shownName(one.name)}</bdi>
        </li>
      ))}
    </ul>
  );
}
