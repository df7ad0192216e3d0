/** The walk through a proof's places: "1 of 4", back and on. */

import { IconButton } from "../../ui/button";
import "./proof-stepper.css";
import { hideProof, proofStep, proofSteps, walkProof } from "./proof-state";
import type { ReaderContext } from "./side-panel";
import { t } from "./texts";
import { useProof } from "./use-proof";

export function ProofStepper({ context }: { readonly context: ReaderContext }) {
  const spoken = useProof(context);
  const total = proofSteps.value.length;
  return (
    <>
      <p class="visually-hidden" role="status" dir="auto">
        {spoken}
      </p>
      {total > 1 && (
        <div class="proof-stepper" role="group" aria-label={t("proof")}>
          <IconButton icon="up" label={t("previousProof")} onClick={() => walkProof(-1)} />
          <span class="proof-stepper-count">{t("step", { current: proofStep.value + 1, total })}</span>
          <IconButton icon="down" label={t("nextProof")} onClick={() => walkProof(1)} />
          <IconButton icon="close" label={t("hideProof")} onClick={hideProof} />
        </div>
      )}
    </>
  );
}
