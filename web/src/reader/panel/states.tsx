/** What stands in place of a document: while it is opened or prepared, and when that came to nothing. */

import type { ListedDocument } from "../../api/types";
import { Button } from "../../ui/button";
import { EmptyState } from "../../ui/empty-state";
import { Progress, Skeleton } from "../../ui/progress";
import type { ReaderError } from "../reader";
import "./states.css";
import { t } from "./texts";

/** The shape of a page. */
export function Opening() {
  return (
    <div class="reader-opening" role="status">
      <span class="visually-hidden">{t("loading")}</span>
      <div class="reader-opening-page">
        <Skeleton lines={3} />
        <Skeleton lines={6} />
        <Skeleton lines={5} />
      </div>
    </div>
  );
}

export function NotOpened({ error, onRetry }: { readonly error: ReaderError; readonly onRetry: () => void }) {
  return (
    <div class="reader-state" role="alert">
      <EmptyState icon="warning" title={t("notOpened")}>
        <p dir="auto">{error.message}</p>
        {error.reason !== "missing" && <Button onClick={onRetry}>{t("retry")}</Button>}
      </EmptyState>
    </div>
  );
}

/** A document that is not ready yet; whoever shows it brings newer details. */
export function Preparing({ document }: { readonly document: ListedDocument }) {
  const { pages_done: done, page_count: total } = document;
  const isCounted = total !== null && total > 0;
  const words = isCounted ? t("pagesDone", { done, total }) : "";
  return (
    <div class="reader-state">
      <EmptyState icon="document" title={t("preparing")}>
        <Progress label={t("preparing")} value={isCounted ? done : null} max={total ?? 1} text={words} />
        <p class="reader-state-count">{words}</p>
        <p>{t("preparingHint")}</p>
      </EmptyState>
    </div>
  );
}

const PAGES_SHORT = new Set([-9, -10, -13, -27, -28, -29]);
const TOKENS_SHORT = new Set([-6, -25]);
const NOT_FETCHED = new Set([-4, -19]);
const TOO_LARGE = -5;

export function Failed({ document }: { readonly document: ListedDocument }) {
  return (
    <div class="reader-state">
      <EmptyState icon="warning" title={t("failed")}>
        <p dir="auto">{document.error_msg?.error_msg ?? wordsFor(document.status)}</p>
      </EmptyState>
    </div>
  );
}

function wordsFor(status: number): string {
  if (PAGES_SHORT.has(status)) return t("failedPages");
  if (TOKENS_SHORT.has(status)) return t("failedTokens");
  if (NOT_FETCHED.has(status)) return t("failedFetch");
  return status === TOO_LARGE ? t("failedSize") : t("failedUnknown");
}
