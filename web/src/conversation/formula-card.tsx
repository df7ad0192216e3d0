/** How a figure of an answer was computed: the formula, and each figure it took with the cell it stands in. */

import { placesOf } from "../api/places";
import { showProof } from "../state/workspace";
import type { Formula, FormulaInput } from "./extras";
import "./formula-card.css";
import { t } from "./texts";

export function FormulaCard({ formula }: { readonly formula: Formula }) {
  return (
    <figure class="formula-card">
      <figcaption>{t("computed")}</figcaption>
      <p class="formula-card-text" dir="auto">
        {formula.text}
      </p>
      {formula.inputs.length > 0 && (
        <ul>
          {formula.inputs.map((input, place) => (
            <li key={place}>
              <Input input={input} />
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function Input({ input: { label, value, source } }: { readonly input: FormulaInput }) {
  const places = source ? placesOf(source) : [];
  const said = (
    <>
      <bdi>{label}</bdi>
      <bdi class="formula-card-value">{value}</bdi>
    </>
  );
  if (!places.length) return <span class="formula-card-input">{said}</span>;
  return (
    <button
      type="button"
      class="formula-card-input"
      aria-label={t("inputLabel", { label, value })}
      onClick={() => showProof(places)}
    >
      {said}
    </button>
  );
}
