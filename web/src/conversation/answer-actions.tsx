/** What can be done with an answer: copy it, save it, ask again. */

import type { Client } from "../api/client";
import { client, noteRefusal } from "../state/session";
import { IconButton } from "../ui/button";
import { Menu, type MenuItem } from "../ui/menu";
import { inSentence } from "../ui/names";
import { notifyError } from "../ui/notices";
import { useCopying } from "../ui/use-copying";
import "./answer-actions.css";
import { plainText, quotesIn, type Words } from "./copying";
import type { Block } from "./markdown/tree";
import { exportedText, saveExport } from "./saving";
import { groupSources, type Source } from "./sources";
import { t } from "./texts";
import type { Turn } from "./turn";

interface AnswerActionsProps {
  readonly turn: Turn;
  readonly blocks: readonly Block[];
  readonly sources: readonly (Source | null)[];
  readonly onAskAgain: ((turn: Turn) => void) | undefined;
  /** Shows or hides how the answer came about; `traceId` names the element that does while it is there. */
  readonly onTrace: () => void;
  readonly traceId: string | undefined;
}

export function AnswerActions({ turn, blocks, sources, onAskAgain, onTrace, traceId }: AnswerActionsProps) {
  const [isCopied, copy] = useCopying();
  const service = client.value;
  const { id } = turn;
  const shown = sources.filter((one) => one !== null);
  const again = turn.lacksSelection ? null : (
    <IconButton icon="retry" label={t("askAgain")} disabled={!onAskAgain} onClick={() => onAskAgain?.(turn)} />
  );
  return (
    <div class="answer-actions">
      {turn.answer && (
        <IconButton
          icon={isCopied ? "check" : "copy"}
          label={t("copy")}
          onClick={() => copy(wordsOf(service, id, shown).then((words) => plainText(blocks, shown, words)))}
        />
      )}
      {service && id !== null && turn.answer && (
        <Menu
          icon="download"
          label={t("more")}
          groups={[
            { items: [{ label: t("copyMarkdown"), icon: "copy", onSelect: () => copy(exportedText(service, id)) }] },
            { items: savingItems(service, id, shown) },
          ]}
        />
      )}
      {again}
      {id !== null && (
        <IconButton
          icon="trace"
          label={t("trace")}
          aria-expanded={traceId !== undefined}
          aria-controls={traceId}
          onClick={onTrace}
        />
      )}
      <span class="visually-hidden" role="status">
        {isCopied ? t("copied") : ""}
      </span>
    </div>
  );
}

/** Markdown, and the PDF of each document with pages that the answer rests on. */
function savingItems(service: Client, questionId: number, sources: readonly Source[]): MenuItem[] {
  const paged = groupSources(sources.filter(({ places }) => places[0]?.kind === "paged"));
  const save = (format: "markdown" | "pdf", uploadId?: string) => () => {
    saveExport(service, { questionId, format, uploadId }).catch((error: unknown) => {
      noteRefusal(error);
      notifyError(error);
    });
  };
  return [
    { label: t("saveMarkdown"), icon: "download", onSelect: save("markdown") },
    ...paged.map(
      ({ uploadId, name }): MenuItem => ({
        label: paged.length > 1 ? t("savePdfOf", { name: inSentence(name) }) : t("savePdf"),
        icon: "document",
        onSelect: save("pdf", uploadId),
      }),
    ),
  ];
}

/** The words at sources; none where they can't be had: the answer is worth copying without them. */
async function wordsOf(service: Client | null, questionId: number | null, sources: readonly Source[]): Promise<Words> {
  if (!service || questionId === null || !sources.length) return new Map();
  return exportedText(service, questionId).then(quotesIn, () => new Map());
}
