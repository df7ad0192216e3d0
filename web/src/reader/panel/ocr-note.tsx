/** Says that character recognition would read pages of a document that can't be read without it. */

import { useState } from "preact/hooks";

import { hrefOf } from "../../state/route";
import { Button, IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { useOutline } from "./outline";
import "./ocr-note.css";
import type { ReaderContext } from "./side-panel";
import { t } from "./texts";

/** The documents of which it was said, until the page is loaded anew. */
const closed = new Set<string>();

export function OcrNote({ context }: { readonly context: ReaderContext }) {
  const { outline } = useOutline(context.uploadId);
  const [isClosed, setClosed] = useState(closed.has(context.uploadId));
  const pages = outline?.ocr_suggested_pages ?? [];
  const [first] = pages;
  if (isClosed || first === undefined || context.layout !== "paged") return null;
  const close = () => {
    closed.add(context.uploadId);
    setClosed(true);
  };
  return (
    <div class="ocr-note" role="note">
      <Icon name="idea" />
      <p>
        {t("unread", { count: pages.length })} <a href={hrefOf({ view: "library" })}>{t("uploadAgain")}</a>
      </p>
      <Button look="quiet" onClick={() => void context.reader.scrollToPage(first)}>
        {t("page", { page: first + 1 })}
      </Button>
      <IconButton icon="close" label={t("close")} onClick={close} />
    </div>
  );
}
