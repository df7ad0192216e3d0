/** What the list says when it can't be had, or can't be brought up to date. */

import { Button } from "../../ui/button";
import { EmptyState } from "../../ui/empty-state";
import { Icon } from "../../ui/icon";
import { t } from "../texts";
import type { Listing } from "./listing";

export function Failed({ listing }: { readonly listing: Listing }) {
  return (
    <div class="documents-panel-failed" role="alert">
      <EmptyState icon="warning" title={t("failedTitle")}>
        <p dir="auto">{listing.error.value}</p>
        <Button icon="rotate" onClick={() => void listing.load()}>
          {t("tryAgain")}
        </Button>
      </EmptyState>
    </div>
  );
}

export function Lost() {
  return (
    <p class="library-warning" role="status">
      <Icon name="warning" />
      <span>{t("lost")}</span>
    </p>
  );
}
