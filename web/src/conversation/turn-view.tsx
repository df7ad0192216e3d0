/** One question and its answer. */

import type { Signal } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";

import { goTo } from "../state/route";
import { client } from "../state/session";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { shownName } from "../ui/names";
import { AnswerActions } from "./answer-actions";
import { Answered } from "./answer-context";
import { FormulaCard } from "./formula-card";
import "./markdown/blocks.css";
import { Blocks } from "./markdown/blocks";
import { parse } from "./markdown/parse";
import { settled } from "./markdown/settled";
import { citedIn } from "./markdown/tree";
import { markUnsupported } from "./markdown/unsupported";
import type { Problem } from "./problem";
import { SourceList } from "./source-list";
import { readSources, type NamedDocument } from "./sources";
import { t } from "./texts";
import { TraceView } from "./trace/trace-view";
import { isEnded, type Turn } from "./turn";
import "./turn-view.css";

interface TurnViewProps {
  readonly turn: Signal<Turn>;
  readonly documents: readonly NamedDocument[];
  /** Asks the same once more; absent while another answer is being written. */
  readonly onAskAgain: ((turn: Turn) => void) | undefined;
}

export function TurnView({ turn: { value: turn }, documents, onAskAgain }: TurnViewProps) {
  const { answer, state, extras } = turn;
  const ended = isEnded(turn);
  const blocks = useMemo(
    () => markUnsupported(parse(ended ? answer : settled(answer)), extras.unsupported),
    [answer, ended, extras],
  );
  const sources = useMemo(() => turn.sources && readSources(turn.sources, documents), [turn.sources, documents]);
  const context = useMemo(() => ({ sources }), [sources]);
  const [isTraced, setTraced] = useState(false);
  const traceId = isTraced ? `trace-${turn.key}` : undefined;
  const isCited = useMemo(() => citedIn(blocks).some((one) => sources?.[one]), [blocks, sources]);
  return (
    <article class="turn-view">
      <Question turn={turn} documents={documents} />
      <div class="turn-view-answer" aria-busy={!ended}>
        {state === "waiting" && <Waiting text={t("waiting")} />}
        {blocks.length > 0 && (
          <Answered.Provider value={context}>
            <div class="blocks">
              <Blocks blocks={blocks} />
            </div>
          </Answered.Provider>
        )}
        {state === "elsewhere" && <Waiting text={t("elsewhere")} />}
        {extras.formula && <FormulaCard formula={extras.formula} />}
        {sources && !isCited && <SourceList sources={sources} isCited={isCited} />}
        {state === "stopped" && <p class="turn-view-note">{t(answer ? "stopped" : "stoppedEarly")}</p>}
        {state === "failed" && <Failed turn={turn} onAskAgain={onAskAgain} />}
        {ended && state !== "failed" && (
          <div class="turn-view-foot">
            <AnswerActions
              turn={turn}
              blocks={blocks}
              sources={sources ?? []}
              onAskAgain={onAskAgain}
              onTrace={() => setTraced(!isTraced)}
              traceId={traceId}
            />
            {sources && isCited && <SourceList sources={sources} isCited />}
          </div>
        )}
        {traceId && turn.id !== null && client.value && (
          <TraceView id={traceId} service={client.value} questionId={turn.id} documents={documents} />
        )}
      </div>
    </article>
  );
}

function Question({ turn, documents }: { readonly turn: Turn; readonly documents: readonly NamedDocument[] }) {
  const { question, selection } = turn.asking;
  const name = documents.length > 1 ? documents.find(({ id }) => id === selection?.uploadId)?.name : undefined;
  return (
    <div class="turn-view-question">
      {selection && (
        <blockquote dir="auto" title={name && shownName(name)}>
          {selection.selection.material}
        </blockquote>
      )}
      {turn.lacksSelection && (
        <p class="turn-view-about">
          <Icon name="select" />
          {t("selectionAsked")}
        </p>
      )}
      <h3 dir="auto">{question}</h3>
    </div>
  );
}

function Waiting({ text }: { readonly text: string }) {
  return (
    <p class="turn-view-waiting">
      <span class="turn-view-dots" aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      {text}
    </p>
  );
}

function Failed({ turn, onAskAgain }: { readonly turn: Turn; readonly onAskAgain: ((turn: Turn) => void) | undefined }) {
  const { problem, answer } = turn;
  return (
    <div class="turn-view-failed">
      <Icon name="warning" />
      <p dir="auto">{problem ? told(problem) : t(answer ? "interrupted" : "failed")}</p>
      <span class="turn-view-failed-actions">
        {problem?.kind === "usedUp" && (
          <Button icon="user" onClick={() => goTo({ view: "account" })}>
            {t("seeAccount")}
          </Button>
        )}
        {!turn.lacksSelection && (
          <Button icon="retry" disabled={!onAskAgain} onClick={() => onAskAgain?.(turn)}>
            {t("tryAgain")}
          </Button>
        )}
      </span>
    </div>
  );
}

function told(problem: Problem): string {
  switch (problem.kind) {
    case "interrupted":
    case "unreachable":
      return t(problem.kind);
    case "usedUp":
      return t(`usedUp_${problem.pack}`);
    case "refused":
      return problem.message;
  }
}
