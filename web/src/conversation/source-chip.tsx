/** The number of a source: shows what it stands for while it is pointed at, and opens it when it is clicked. */

import { showProof, shownProof } from "../state/workspace";
import { hidePreview, previewHandlers } from "./preview-state";
import "./source-chip.css";
import { describe, type Source } from "./sources";

export function SourceChip({ source }: { readonly source: Source }) {
  // The very places of this answer: another answer's are others, even where they say the same.
  const isShown = shownProof.value?.places === source.places;
  return (
    <button
      type="button"
      class="source-chip"
      aria-label={describe(source)}
      aria-current={isShown ? "true" : undefined}
      {...previewHandlers(source)}
      onClick={() => {
        // Not over the document, which now shows the same.
        hidePreview();
        showProof(source.places);
      }}
    >
      <span>{source.number}</span>
    </button>
  );
}
