/** The legend, in which each kind of element can be switched off. */

import type { Element } from "../api/types";
import { formatNumber } from "../i18n/message";
import { counted, LETTERS, type Kind } from "./kinds";
import { t } from "./texts";

interface KindSwitchesProps {
  /** All elements that are known: kinds that none of them has are left out. */
  readonly all: readonly Element[];
  /** Those in view, which are counted. */
  readonly here: readonly Element[];
  readonly isShown: (kind: Kind) => boolean;
  readonly onToggle: (kind: Kind) => void;
}

export function KindSwitches({ all, here, isShown, onToggle }: KindSwitchesProps) {
  const counts = counted(here);
  const kinds = [...counted(all).keys()];
  if (!kinds.length) return null;
  return (
    <div class="structure-kinds" role="group" aria-label={t("kinds")}>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          class={`structure-kind ${classOf(kind)}`}
          aria-pressed={isShown(kind)}
          onClick={() => onToggle(kind)}
        >
          <KindBadge kind={kind} />
          <span>{t(kind)}</span>
          <span class="structure-kind-count">{formatNumber(counts.get(kind) ?? 0)}</span>
        </button>
      ))}
    </div>
  );
}

/** A kind's letter in the lines that are drawn around it. */
export function KindBadge({ kind }: { readonly kind: Kind }) {
  return (
    <span class={`structure-badge ${classOf(kind)}`} aria-hidden="true">
      {LETTERS[kind]}
    </span>
  );
}

function classOf(kind: Kind): string {
  return `structure-${kind.replace("_", "-")}`;
}
