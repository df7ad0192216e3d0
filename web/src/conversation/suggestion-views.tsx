/** Suggested questions: as chips before anything was asked, and in a menu later. */

import type { Client } from "../api/client";
import { Menu } from "../ui/menu";
import { suggestionsOf } from "./suggestions";
import { t } from "./texts";

interface SuggestionProps {
  readonly service: Client;
  readonly uploadId: string;
  readonly disabled: boolean;
  readonly onAsk: (question: string) => void;
}

export function SuggestionChips({ service, uploadId, disabled, onAsk }: SuggestionProps) {
  const questions = suggestionsOf(service, uploadId).value;
  if (questions === null) return <p class="conversation-suggesting">{t("suggesting")}</p>;
  if (!questions.length) return null;
  return (
    <div class="conversation-suggestions" role="group" aria-label={t("suggested")}>
      <p>{t("suggestedFor")}</p>
      {questions.map((question) => (
        <button key={question} type="button" dir="auto" disabled={disabled} onClick={() => onAsk(question)}>
          {question}
        </button>
      ))}
    </div>
  );
}

export function SuggestionMenu({ service, uploadId, disabled, onAsk }: SuggestionProps) {
  const questions = suggestionsOf(service, uploadId).value;
  if (!questions?.length) return null;
  const items = questions.map((question) => ({ label: question, disabled, onSelect: () => onAsk(question) }));
  return <Menu icon="idea" label={t("suggested")} align="end" class="conversation-suggestion-menu" groups={[{ items }]} />;
}
