/** How an answer came about: what was understood, found, computed and checked, who wrote it, and how long it took. */

import { Fragment, type ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { Trace, TracedPassage } from "../../api/types";
import { noteRefusal } from "../../state/session";
import { showProof } from "../../state/workspace";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { wordsFor } from "../../ui/errors";
import { shownName } from "../../ui/names";
import { shortWhereOf, type NamedDocument } from "../sources";
import { t } from "./texts";
import { checkedIn, madeOf, placesOfPassage, shareOf, shownScore, timesOf, writerOf } from "./trace";
import "./trace-view.css";

/** Passages that are shown before one asks for all. */
const FIRST = 4;

interface TraceViewProps {
  readonly id: string;
  readonly service: Client;
  readonly questionId: number;
  readonly documents: readonly NamedDocument[];
}

export function TraceView({ id, service, questionId, documents }: TraceViewProps) {
  const [trace, setTrace] = useState<Trace | null>(null);
  const [problem, setProblem] = useState("");
  const section = useRef<HTMLElement>(null);
  // Read from its beginning, also where a conversation follows its end.
  useLayoutEffect(() => section.current?.scrollIntoView({ block: "nearest" }), [trace]);
  useEffect(() => {
    const leaving = new AbortController();
    service.json<Trace>(`/questions/${questionId}/trace`, { signal: leaving.signal }).then(setTrace, (error: unknown) => {
      if (leaving.signal.aborted) return;
      noteRefusal(error);
      setProblem(wordsFor(error));
    });
    return () => leaving.abort();
  }, [service, questionId]);
  return (
    <section ref={section} class="trace-view" id={id} aria-label={t("title")} aria-busy={!trace && !problem}>
      <h4>{t("title")}</h4>
      {problem && (
        <p role="alert" dir="auto">
          {problem}
        </p>
      )}
      {!trace && !problem && <p role="status">{t("loading")}</p>}
      {trace && <Told trace={trace} documents={documents} />}
    </section>
  );
}

function Told({ trace, documents }: { readonly trace: Trace; readonly documents: readonly NamedDocument[] }) {
  const { question, rewritten, stripped, formula, fallback, failure, release, embedders } = trace;
  const checked = checkedIn(trace.sentences);
  const versions = [t("version", { version: release.service })];
  if (embedders.length) versions.push(t("embedder", { names: embedders.join(", ") }));
  return (
    <dl>
      {rewritten && rewritten !== question && <Row name={t("understood")}>{rewritten}</Row>}
      {stripped && stripped !== rewritten && <Row name={t("asked")}>{stripped}</Row>}
      <Row name={t("writtenBy")}>{writerOf(trace.written_by)}</Row>
      {fallback && <Row name={t("because")}>{fallback}</Row>}
      {failure && <Row name={t("failure")}>{failure}</Row>}
      {formula && (
        <Row name={t("computed")}>
          <span class="trace-view-formula">{formula.text}</span>
        </Row>
      )}
      <Row name={t("passages")}>
        <Passages passages={trace.passages} documents={documents} />
      </Row>
      {checked.length > 0 && <Row name={t("checked")}>{checked.join(" · ")}</Row>}
      <Row name={t("timings")}>{timesOf(trace.timings).join(" · ")}</Row>
      <Row name={t("release")}>{versions.join(" · ")}</Row>
    </dl>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <Fragment>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </Fragment>
  );
}

interface PassagesProps {
  readonly passages: readonly TracedPassage[];
  readonly documents: readonly NamedDocument[];
}

function Passages({ passages, documents }: PassagesProps) {
  const [all, setAll] = useState(false);
  const best = Math.max(0, ...passages.map(({ score }) => score));
  if (!passages.length) return <>{t("noPassages")}</>;
  return (
    <>
      <ol class="trace-view-passages">
        {passages.slice(0, all ? passages.length : FIRST).map((passage) => (
          <li key={`${passage.upload_id} ${passage.number}`}>
            <Passage passage={passage} best={best} isThere={documents.some(({ id }) => id === passage.upload_id)} />
          </li>
        ))}
      </ol>
      {!all && passages.length > FIRST && (
        <Button look="quiet" icon="down" class="trace-view-all" onClick={() => setAll(true)}>
          {t("allPassages", { count: passages.length })}
        </Button>
      )}
    </>
  );
}

interface PassageProps {
  readonly passage: TracedPassage;
  readonly best: number;
  /** Whether its document can still be shown. */
  readonly isThere: boolean;
}

function Passage({ passage, best, isThere }: PassageProps) {
  const places = placesOfPassage(passage);
  const said = (
    <>
      <span class="trace-view-place">
        <bdi>{shownName(passage.document)}</bdi>
        {places.length > 0 && <span>{shortWhereOf(places)}</span>}
        {passage.headings.length > 0 && <bdi>{passage.headings.at(-1)}</bdi>}
        {passage.cited && <Badge tone="accent">{t("cited")}</Badge>}
      </span>
      <span class="trace-view-words" dir="auto">
        {passage.text}
      </span>
      <span class="trace-view-score">
        <span class="trace-view-bar" aria-hidden="true">
          <span style={{ inlineSize: `${100 * shareOf(passage.score, best)}%` }} />
        </span>
        <span>{t("score", { score: shownScore(passage.score) })}</span>
        <small>{madeOf(passage.scores)}</small>
      </span>
    </>
  );
  if (!isThere || !places.length) {
    return (
      <span class="trace-view-passage" title={isThere ? undefined : t("gone")}>
        {said}
      </span>
    );
  }
  return (
    <button type="button" class="trace-view-passage" onClick={() => showProof(places)}>
      {said}
    </button>
  );
}
