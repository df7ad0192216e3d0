/** Asking documents: what was asked, what was answered, and the field for the next question. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

import type { Client } from "../api/client";
import { useService } from "../state/service";
import { client } from "../state/session";
import { askedSelection } from "../state/workspace";
import { IconButton } from "../ui/button";
import { readinessOf, type AskedDocument } from "./asked-documents";
import { Composer } from "./composer";
import "./conversation.css";
import { spokenText } from "./copying";
import { options } from "./options";
import { OptionsMenu } from "./options-menu";
import { Preview } from "./preview";
import { useSticking } from "./sticking";
import { SuggestionChips, SuggestionMenu } from "./suggestion-views";
import { t } from "./texts";
import { threadOf, type Thread } from "./thread";
import { isEnded, isStored, type Asking, type Turn } from "./turn";
import { Turns } from "./turns";

interface ConversationProps {
  /** What is asked: documents or collections. */
  readonly ids: readonly string[];
  /** All single documents behind them. */
  readonly documents: readonly AskedDocument[];
}

export function Conversation({ ids, documents }: ConversationProps) {
  const service = client.value;
  if (!service) return null;
  return <Open key={ids.join()} service={service} ids={ids} documents={documents} />;
}

interface OpenProps extends ConversationProps {
  readonly service: Client;
}

function Open({ service, ids, documents }: OpenProps) {
  const thread = threadOf(service, ids);
  const turns = thread.turns.value;
  const readEarlier = () => void thread.readEarlier();
  const { list, sticking } = useSticking(turns[0]?.value.key ?? "");
  const readiness = readinessOf(documents, ids.length > 1);
  const isAnswering = thread.isAnswering.value;
  useEffect(() => {
    if (!thread.turns.peek().length) void thread.readEarlier();
  }, [thread]);
  const info = useService();

  const begin = () => {
    thread.begin();
    sticking.toEnd();
  };
  const ask = (asking: Asking, again?: Turn) => {
    sticking.toEnd();
    void (again ? thread.askAgain(again, asking) : thread.ask(asking));
  };
  const askText = (question: string) => {
    const selection = askedSelection.value;
    const isHere = selection !== null && documents.some(({ id }) => id === selection.uploadId);
    ask({ question, selection: isHere ? selection : null, options: chosenOptions(info?.models) });
    if (isHere) askedSelection.value = null;
  };
  const canAsk = readiness.canAsk && !isAnswering;
  const [only] = ids;
  const suggesting = ids.length === 1 && only && readiness.canAsk ? { service, uploadId: only } : null;
  const isFresh = thread.past.value !== "reading" && !thread.present.value.length;
  return (
    <section class="conversation" aria-label={t("conversation")}>
      <Head canBegin={!isAnswering && !isFresh} onBegin={begin}>
        {suggesting && !isFresh && <SuggestionMenu {...suggesting} disabled={!canAsk} onAsk={askText} />}
      </Head>
      <div
        ref={list}
        class="conversation-list"
        tabIndex={0}
        role="region"
        aria-label={t("turns")}
        onScroll={() => {
          if (sticking.onScroll() && thread.past.value === "more") readEarlier();
        }}
      >
        <div class="conversation-turns">
          <Turns
            thread={thread}
            documents={documents}
            onReadEarlier={readEarlier}
            onAskAgain={canAsk ? (turn) => ask({ ...turn.asking, options: chosenOptions(info?.models) }, turn) : undefined}
          />
          {isFresh && (
            <Empty count={documents.length}>
              {suggesting && <SuggestionChips {...suggesting} disabled={!canAsk} onAsk={askText} />}
            </Empty>
          )}
        </div>
      </div>
      <div class="conversation-foot">
        {!sticking.isAtEnd.value && (
          <IconButton class="conversation-latest" icon="down" label={t("toLatest")} onClick={() => sticking.toEnd()} />
        )}
        <Composer
          documents={documents}
          count={documents.length}
          isAnswering={isAnswering}
          disabled={!readiness.canAsk}
          note={readiness.note ? t(readiness.note, { count: readiness.count }) : ""}
          onAsk={askText}
          onStop={() => thread.stop()}
        >
          <OptionsMenu models={info?.models ?? []} writesAnswers={info?.writes_answers ?? false} />
        </Composer>
      </div>
      <Spoken thread={thread} />
      <Preview service={service} />
    </section>
  );
}

interface HeadProps {
  readonly canBegin: boolean;
  readonly onBegin: () => void;
  readonly children: ComponentChildren;
}

function Head({ canBegin, onBegin, children }: HeadProps) {
  return (
    <header class="conversation-head">
      <h2>{t("conversation")}</h2>
      {children}
      <IconButton icon="newChat" label={t("newConversation")} disabled={!canBegin} onClick={onBegin} />
    </header>
  );
}

function Empty({ count, children }: { readonly count: number; readonly children: ComponentChildren }) {
  return (
    <>
      <div class="conversation-empty">
        <p class="conversation-empty-title">{t(count > 1 ? "emptyTitleMany" : "emptyTitle")}</p>
        <p>{t("emptyHint")}</p>
      </div>
      {children}
    </>
  );
}

/** Tells screen readers that an answer is being written, and then the answer, once. */
function Spoken({ thread }: { readonly thread: Thread }) {
  const latest = thread.turns.value.at(-1)?.value;
  const isAnswering = thread.isAnswering.value;
  const isNew = latest !== undefined && isEnded(latest) && !isStored(latest) && latest.state !== "failed";
  const said = isNew ? t("answered", { text: spokenText(latest.answer) }) : "";
  return (
    <p class="visually-hidden" role="status">
      {isAnswering ? t("writing") : said}
    </p>
  );
}

/** The options as they are now, but for a model that the service no longer has. */
function chosenOptions(models: readonly string[] | undefined): Asking["options"] {
  const chosen = options.value;
  return models && !models.includes(chosen.model) ? { ...chosen, model: "default" } : chosen;
}
