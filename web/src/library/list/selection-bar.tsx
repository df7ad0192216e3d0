/** What can be done with what is ticked. */

import { isReady } from "../../api/statuses";
import type { ListedDocument } from "../../api/types";
import { goTo } from "../../state/route";
import { Button, IconButton } from "../../ui/button";
import { t } from "../texts";
import "./selection-bar.css";

interface SelectionBarProps {
  readonly selected: readonly ListedDocument[];
  /** Most that one question may name; null while that is not known. */
  readonly askedMost: number | null;
  /** Whether documents can be put in a collection from here. */
  readonly clones: boolean;
  readonly onClone: () => void;
  readonly onDelete: () => void;
  readonly onClear: () => void;
}

export function SelectionBar({ selected, askedMost, clones, onClone, onDelete, onClear }: SelectionBarProps) {
  const ask = whyNotAsked(selected, askedMost);
  const clone = whyNotCloned(selected);
  const reason = ask || (clones ? clone : "");
  return (
    <section class="selection-bar" aria-label={t("selection")}>
      <strong class="selection-bar-count" role="status">
        {t("selected", { count: selected.length })}
      </strong>
      <Button
        look="primary"
        icon="chat"
        disabled={Boolean(ask)}
        onClick={() => goTo({ view: "documents", ids: selected.map(({ id }) => id) })}
      >
        {t("askTogether")}
      </Button>
      {clones && (
        <Button icon="collection" disabled={Boolean(clone)} onClick={onClone}>
          {t("addToCollection")}
        </Button>
      )}
      <Button look="danger" icon="trash" onClick={onDelete}>
        {t("delete")}
      </Button>
      {reason && <span class="selection-bar-reason">{reason}</span>}
      <IconButton class="selection-bar-clear" icon="close" label={t("clearSelection")} onClick={onClear} />
    </section>
  );
}

function whyNotAsked(selected: readonly ListedDocument[], most: number | null): string {
  if (!selected.every(isReady)) return t("askNotReady");
  return most !== null && documentsIn(selected) > most ? t("askTooMany", { count: most }) : "";
}

/** How many single documents are behind entries; a collection is asked with those of it that are ready. */
function documentsIn(selected: readonly ListedDocument[]): number {
  return selected.reduce((sum, one) => sum + (one.type === "collection" ? (one.documents ?? []).filter(isReady).length : 1), 0);
}

function whyNotCloned(selected: readonly ListedDocument[]): string {
  if (selected.some((one) => one.type === "collection")) return t("cloneCollections");
  return selected.every(isReady) ? "" : t("cloneNotReady");
}
