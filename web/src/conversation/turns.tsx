/** The turns of a conversation, and the way to earlier ones. */

import { Fragment } from "preact";

import { Button } from "../ui/button";
import type { NamedDocument } from "./sources";
import { t } from "./texts";
import type { Thread } from "./thread";
import type { Turn } from "./turn";
import { TurnView } from "./turn-view";

interface TurnsProps {
  readonly thread: Thread;
  readonly documents: readonly NamedDocument[];
  readonly onReadEarlier: () => void;
  readonly onAskAgain: ((turn: Turn) => void) | undefined;
}

export function Turns({ thread, documents, onReadEarlier, onAskAgain }: TurnsProps) {
  const turns = thread.turns.value;
  // Only a beginning that something stands above is worth a line.
  const first = thread.present.value[0];
  const begins = turns.length > thread.present.value.length;
  return (
    <>
      <Past thread={thread} onReadEarlier={onReadEarlier} />
      {turns.map((turn) => (
        <Fragment key={turn.peek().key}>
          {begins && turn === first && <Beginning />}
          <TurnView turn={turn} documents={documents} onAskAgain={onAskAgain} />
        </Fragment>
      ))}
      {begins && !first && <Beginning />}
    </>
  );
}

function Beginning() {
  return (
    <div class="conversation-beginning" role="separator" aria-label={t("newConversationHere")}>
      <span>{t("newConversation")}</span>
    </div>
  );
}

function Past({ thread, onReadEarlier }: Pick<TurnsProps, "thread" | "onReadEarlier">) {
  switch (thread.past.value) {
    case "whole":
      return null;
    case "reading":
      return <p class="conversation-past">{t("readingEarlier")}</p>;
    case "more":
      if (!thread.turns.value.length) return null;
      return (
        <p class="conversation-past">
          <Button look="quiet" icon="up" onClick={onReadEarlier}>
            {t("earlier")}
          </Button>
        </p>
      );
    case "failed":
      return (
        <p class="conversation-past" role="alert">
          {t("earlierFailed")}
          <Button look="quiet" icon="retry" onClick={onReadEarlier}>
            {t("readAgain")}
          </Button>
        </p>
      );
  }
}
