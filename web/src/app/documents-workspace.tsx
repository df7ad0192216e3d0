/** The reader and the conversation side by side, or one at a time where there is no room for both. */

import { useCallback, useEffect, useId, useMemo, useRef, useState } from "preact/hooks";

import type { ListedDocument } from "../api/types";
import { Conversation } from "../conversation/conversation";
import { ReaderPanel } from "../reader/panel/reader-panel";
import { hrefOf } from "../state/route";
import { askedSelection, openedDocument, shownProof } from "../state/workspace";
import { structurePanel } from "../structure/structure-panel";
import { Icon } from "../ui/icon";
import { Menu } from "../ui/menu";
import { shownName } from "../ui/names";
import { t } from "./documents-texts";
import { Separator } from "./separator";
import { split } from "./split";

/** How long a page must be in view until the address names it. */
const REST_MILLISECONDS = 500;

type Pane = "document" | "conversation";

interface DocumentsWorkspaceProps {
  /** What is asked: documents or collections. */
  readonly ids: readonly string[];
  /** The page to open at, from 0. */
  readonly page: number;
  /** All single documents behind them; at least one. */
  readonly documents: readonly ListedDocument[];
}

export function DocumentsWorkspace({ ids, page, documents }: DocumentsWorkspaceProps) {
  const shown = documents.find((one) => one.id === openedDocument.value) ?? documents[0];
  const isFirst = shown === documents[0];
  const [pane, setPane] = usePane();
  const panels = useMemo(() => [structurePanel()], []);
  const reader = useId();
  const conversation = useId();
  const notePage = useAddress(ids, isFirst);
  if (!shown) return null;
  return (
    <div class="documents" style={{ "--documents-split": split.value }}>
      <Head shown={shown} documents={documents} />
      <PaneTabs pane={pane} onSelect={setPane} panels={{ document: reader, conversation }} />
      <div id={reader} class="documents-reader" data-covered={pane !== "document"}>
        <ReaderPanel document={shown} page={isFirst ? page : 0} panels={panels} onPage={notePage} />
      </div>
      <Separator controls={reader} />
      <div id={conversation} class="documents-conversation" data-covered={pane !== "conversation"}>
        <Conversation ids={ids} documents={documents} />
      </div>
    </div>
  );
}

/** Lets the address name the page at which the view rests; browsers do much at each change of an address. */
function useAddress(ids: readonly string[], isFirst: boolean): (page: number) => void {
  const settledRef = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(settledRef.current), [ids, isFirst]);
  return useCallback(
    (page: number) => {
      // It names the first document's page: that is the one which the address opens.
      const route = { view: "documents" as const, ids, ...(isFirst && page > 0 ? { page } : {}) };
      clearTimeout(settledRef.current);
      settledRef.current = setTimeout(() => history.replaceState(null, "", hrefOf(route)), REST_MILLISECONDS);
    },
    [ids, isFirst],
  );
}

/** Which of the two is shown where there is room for one: proof leads to the document, a selection to the question. */
function usePane(): [Pane, (pane: Pane) => void] {
  const [pane, setPane] = useState<Pane>("document");
  const proof = shownProof.value;
  const chosen = askedSelection.value;
  const [before, setBefore] = useState({ proof, chosen });
  if (before.proof !== proof || before.chosen !== chosen) {
    setBefore({ proof, chosen });
    if (proof && before.proof !== proof) setPane("document");
    else if (chosen && before.chosen !== chosen) setPane("conversation");
  }
  return [pane, setPane];
}

function Head({ shown, documents }: { readonly shown: ListedDocument; readonly documents: readonly ListedDocument[] }) {
  const items = documents.map((one) => ({
    label: shownName(one.name),
    checked: one.id === shown.id,
    onSelect: () => open(one.id),
  }));
  return (
    <header class="documents-head">
      <a class="documents-back" href={hrefOf({ view: "library" })} aria-label={t("library")} title={t("library")}>
        <Icon name="back" />
      </a>
      <h1 class="documents-name" dir="auto" title={shownName(shown.name)}>
        {shownName(shown.name)}
      </h1>
      {documents.length > 1 && (
        <Menu icon="down" look="quiet" align="end" label={`${t("switcher")}: ${t("several", { count: documents.length })}`} groups={[{ items }]}>
          {t("several", { count: documents.length })}
        </Menu>
      )}
    </header>
  );
}

function open(id: string): void {
  openedDocument.value = id;
}

interface PaneTabsProps {
  readonly pane: Pane;
  readonly onSelect: (pane: Pane) => void;
  readonly panels: Readonly<Record<Pane, string>>;
}

function PaneTabs({ pane, onSelect, panels }: PaneTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const names = { document: t("documentTab"), conversation: t("conversationTab") };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const other = pane === "document" ? "conversation" : "document";
    onSelect(other);
    list.current?.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(panels[other])}"]`)?.focus();
  };
  return (
    <div ref={list} class="documents-tabs" role="tablist" aria-label={t("panes")} onKeyDown={onKeyDown}>
      {(["document", "conversation"] as const).map((one) => (
        <button
          key={one}
          type="button"
          class="documents-tab"
          role="tab"
          aria-selected={one === pane}
          aria-controls={panels[one]}
          tabIndex={one === pane ? 0 : -1}
          onClick={() => onSelect(one)}
        >
          {names[one]}
        </button>
      ))}
    </div>
  );
}
