/** The sources under an answer: by document where none stands in the text, and all of them at once. */

import { showProof } from "../state/workspace";
import { Button } from "../ui/button";
import "./source-list.css";
import { groupSources, shortWhereOf, type Source } from "./sources";
import { t } from "./texts";

interface SourceListProps {
  readonly sources: readonly (Source | null)[];
  /** Whether sources stand in the answer's text. */
  readonly isCited: boolean;
}

/** Null where there is nothing to say: one source that stands in the text is shown by its number. */
export function SourceList({ sources, isCited }: SourceListProps) {
  const shown = sources.filter((one) => one !== null);
  if (!shown.length || (isCited && shown.length === 1)) return null;
  const showAll = () => showProof(shown.flatMap(({ places }) => places));
  return (
    <div class="source-list" role="group" aria-label={t("sources")}>
      {!isCited && <Groups sources={shown} />}
      {shown.length > 1 && (
        <Button look="quiet" icon="select" class="source-list-all" onClick={showAll}>
          {t("showAll", { count: shown.length })}
        </Button>
      )}
    </div>
  );
}

function Groups({ sources }: { readonly sources: readonly Source[] }) {
  return groupSources(sources).map((group) => (
    <button
      key={group.uploadId}
      type="button"
      class="source-list-group"
      onClick={() => showProof(group.places)}
    >
      <bdi class="source-list-name">{group.name}</bdi>
      <span aria-hidden="true">·</span>
      <span>{shortWhereOf(group.places)}</span>
    </button>
  ));
}
