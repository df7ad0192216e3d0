/** Documents being read and asked: the reader on one side, the conversation on the other. */

import { h } from "preact";
import { useEffect, useState } from "preact/hooks";

import { ApiError } from "../api/client";
import type { ListedDocument } from "../api/types";
import { hrefOf } from "../state/route";
import { clearWorkspace } from "../state/workspace";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { wordsFor } from "../ui/errors";
import { notifyError } from "../ui/notices";
import { Spinner } from "../ui/progress";
import { useAskedDocuments } from "./asked-documents";
import { t } from "./documents-texts";
import "./documents-view.css";
import type { DocumentsWorkspace } from "./documents-workspace";
import { loadWorkspace } from "./workspace-loading";

interface DocumentsViewProps {
  /** What is asked: documents or collections. */
  readonly ids: readonly string[];
  /** The page to open at, from 0. */
  readonly page: number;
}

export function DocumentsView({ ids, page }: DocumentsViewProps) {
  const { asked, documents, error, retry } = useAskedDocuments(ids);
  const workspace = useWorkspace();
  useEffect(() => clearWorkspace, []);
  if (error) return <NotLoaded error={error} onRetry={retry} />;
  if (!asked || !workspace) return <Loading />;
  if (!documents.length) return <NothingToRead asked={asked} />;
  return h(workspace, { ids, page, documents });
}

/** What is shown comes with the first documents that are opened, so that the library opens at once. */
function useWorkspace(): typeof DocumentsWorkspace | null {
  const [loaded, setLoaded] = useState<{ readonly component: typeof DocumentsWorkspace } | null>(null);
  useEffect(() => {
    loadWorkspace().then((component) => setLoaded({ component }), notifyError);
  }, []);
  return loaded?.component ?? null;
}

function Loading() {
  return (
    <div class="documents-state">
      <Spinner label={t("loading")} />
    </div>
  );
}

function NotLoaded({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const isMissing = error instanceof ApiError && error.status === 404;
  return (
    <div class="documents-state" role="alert">
      <EmptyState icon="warning" title={t("notLoaded")}>
        <p dir="auto">{isMissing ? t("missing") : wordsFor(error)}</p>
        {isMissing ? <a href={hrefOf({ view: "library" })}>{t("library")}</a> : <Button onClick={onRetry}>{t("retry")}</Button>}
      </EmptyState>
    </div>
  );
}

function NothingToRead({ asked }: { readonly asked: readonly ListedDocument[] }) {
  const [first] = asked;
  return (
    <div class="documents-state">
      <EmptyState icon="collection" title={t("empty")}>
        {first && <a href={hrefOf({ view: "collection", id: first.id })}>{t("fill")}</a>}
      </EmptyState>
    </div>
  );
}
