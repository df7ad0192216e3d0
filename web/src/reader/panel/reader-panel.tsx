/** A document to be read: its pages or its text, what stands beside it, and the proof that is shown in it. */

import { isReady } from "../../api/statuses";
import type { ListedDocument } from "../../api/types";
import { OpenDocument } from "./open-document";
import "./reader-panel.css";
import type { SidePanel } from "./side-panel";
import { Failed, Preparing } from "./states";
import { t } from "./texts";


interface ReaderPanelProps {
  /** Newer details, while it is being prepared, are brought by whoever shows it. */
  readonly document: ListedDocument;
  /** The page to open at, and to go to when it becomes another; from 0. */
  readonly page: number;
  /** What can stand beside the document, after its outline and its pages. */
  readonly panels?: readonly SidePanel[];
  /** Told which page is in view. */
  readonly onPage?: (page: number) => void;
}

export function ReaderPanel({ document, page, panels = [], onPage }: ReaderPanelProps) {
  if (isReady(document) && document.layout !== null) {
    return <OpenDocument key={document.id} document={document} page={page} panels={panels} onPage={onPage} />;
  }
  return (
    <section class="reader" aria-label={t("document")}>
      <div class="reader-stage">{document.status < 0 ? <Failed document={document} /> : <Preparing document={document} />}</div>
    </section>
  );
}
