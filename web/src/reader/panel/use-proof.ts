/** Draws the shown proof in the open document, goes to its present place, and puts that place into words. */

import { useEffect, useState } from "preact/hooks";

import type { PagedPlace, Place } from "../../api/places";
import { shownProof } from "../../state/workspace";
import { textAt } from "../flowing/loading";
import type { PagedReader } from "../paged/paged-reader";
import { blockMarksOf, markOf, pageMarksOf, PROOF_LAYER, wordsIn, type TextPiece } from "./proof";
import { proofStep, proofSteps } from "./proof-state";
import type { ReaderContext } from "./side-panel";
import { t } from "./texts";

const LONGEST_SPOKEN = 300;

/** What is said of the present place to those who don't see it; empty when there is none in this document. */
export function useProof(context: ReaderContext): string {
  const [spoken, setSpoken] = useState("");
  const proof = shownProof.value;
  const steps = proofSteps.value;
  const present = proofStep.value;
  useEffect(() => {
    const name = (step: number) => t("source", { current: step + 1, total: steps.length });
    if (context.layout === "paged") {
      context.reader.setMarks(PROOF_LAYER, pageMarksOf(steps, context.uploadId, present, name));
    } else {
      context.reader.setMarks(PROOF_LAYER, blockMarksOf(steps, context.uploadId, present, name));
    }
    const place = steps[present];
    if (place?.uploadId !== context.uploadId) return;
    let isLatest = true;
    void context.reader.scrollToMark(markOf(present), { block: "center" });
    void described(context, place).then((text) => {
      if (isLatest) setSpoken(text);
    });
    return () => {
      isLatest = false;
    };
    // `proof` counts clicks: the same proof clicked again is gone to again.
  }, [context, proof, steps, present]);
  return steps[present]?.uploadId === context.uploadId ? spoken : "";
}

async function described(context: ReaderContext, place: Place): Promise<string> {
  if (context.layout === "flowing") {
    const { document } = context.reader;
    return document && place.kind === "flowing" ? shortened(textAt(document, place.block, place.xpaths)) : "";
  }
  if (place.kind !== "paged") return "";
  const page = place.page + 1;
  const text = shortened(await textUnder(context.reader, place).catch(() => ""));
  return text ? t("spokenPage", { page, text }) : t("spokenPageOnly", { page });
}

async function textUnder(reader: PagedReader, place: PagedPlace): Promise<string> {
  const page = await reader.document?.getPage(place.page + 1);
  if (!page) return "";
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const pieces = items.filter((item): item is typeof item & TextPiece => "str" in item);
  return wordsIn(pieces, place, ([x, y]) => {
    const [left = 0, top = 0] = viewport.convertToViewportPoint(x, y) as number[];
    return [left, top];
  });
}

function shortened(text: string): string {
  return text.length > LONGEST_SPOKEN ? `${text.slice(0, LONGEST_SPOKEN)}…` : text;
}
