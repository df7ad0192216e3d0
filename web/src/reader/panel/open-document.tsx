/** A document that is ready, and all that can be done in reading it. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import type { ListedDocument } from "../../api/types";
import { IconButton } from "../../ui/button";
import { perform } from "./commands";
import { FindBar } from "./find-bar";
import { OcrNote } from "./ocr-note";
import { OutlinePanel } from "./outline-panel";
import { hideProof } from "./proof-state";
import { ProofStepper } from "./proof-stepper";
import { SelectionPopup } from "./selection-popup";
import { commandOf, isWritingIn, type Command } from "./shortcuts";
import { ShortcutsDialog } from "./shortcuts-dialog";
import type { SidePanel } from "./side-panel";
import { chosenSide, toggleSide } from "./side-state";
import { NotOpened, Opening } from "./states";
import { t } from "./texts";
import { ThumbnailsPanel } from "./thumbnails-panel";
import { Toolbar } from "./toolbar";
import { useReader, type Opened } from "./use-reader";

interface OpenDocumentProps {
  readonly document: ListedDocument;
  readonly page: number;
  readonly panels: readonly SidePanel[];
  readonly onPage: ((page: number) => void) | undefined;
}

export function OpenDocument({ document, page, panels, onPage }: OpenDocumentProps) {
  const root = useRef<HTMLElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const { opened, error, retry } = useReader(host, document, page);
  const [selectsBox, setSelectsBox] = useState(false);
  const [finding, setFinding] = useState(0);
  const [helps, setHelps] = useState(false);
  const all = useMemo(() => sidesOf(document.layout, opened, panels), [document.layout, opened, panels]);
  const side = all.find((one) => one.id === chosenSide.value) ?? null;
  const focusDocument = () => host.current?.querySelector<HTMLElement>("iframe, [tabindex='0']")?.focus();
  const close = () => {
    if (finding) setFinding(0);
    else hideProof();
    focusDocument();
  };
  const run = (command: Command) =>
    perform(command, opened?.context ?? null, {
      find: () => setFinding(finding + 1),
      help: () => setHelps(true),
      close,
      showSide: toggleSide,
      goTo: () => root.current?.querySelector<HTMLElement>("input.page-field-input")?.focus(),
      selectBox: () => setSelectsBox(!selectsBox),
    });
  useFollowing(opened, page, selectsBox, onPage);
  return (
    <section ref={root} class="reader" aria-label={t("document")} onKeyDown={(event) => runKey(event, run)}>
      <Toolbar opened={opened} layout={document.layout} panels={all} side={side?.id ?? null} onSide={toggleSide} selectsBox={selectsBox} run={run} />
      {opened && <OcrNote context={opened.context} />}
      <div class="reader-body">
        {opened && side && <Side panel={side} opened={opened} onClose={() => toggleSide(side.id)} />}
        <div class="reader-stage">
          <div ref={host} class="reader-host" tabIndex={-1} />
          {!opened && !error && <Opening />}
          {error && <NotOpened error={error} onRetry={retry} />}
          {opened && finding > 0 && <FindBar context={opened.context} turn={finding} onClose={close} />}
          {opened && <ProofStepper context={opened.context} />}
        </div>
      </div>
      {opened && <SelectionPopup context={opened.context} />}
      {helps && opened && <ShortcutsDialog layout={opened.context.layout} onClose={() => setHelps(false)} />}
    </section>
  );
}

function runKey(event: KeyboardEvent, run: (command: Command) => void): void {
  const command = event.defaultPrevented ? null : commandOf(event, isWritingIn(event.target));
  if (!command) return;
  if (command !== "close") event.preventDefault();
  run(command);
}

/** Passes on which page is in view, and goes to the page and the way of selecting that are asked for. */
function useFollowing(opened: Opened | null, page: number, selectsBox: boolean, onPage: ((page: number) => void) | undefined): void {
  const askedRef = useRef(page);
  useEffect(() => {
    if (!opened || askedRef.current === page) return;
    askedRef.current = page;
    void opened.context.reader.scrollToPage(page);
  }, [opened, page]);
  useEffect(() => {
    if (!opened || !onPage || opened.context.layout !== "paged") return;
    return opened.context.reader.on("pageChanged", (event) => onPage(event.page));
  }, [opened, onPage]);
  useEffect(() => {
    if (opened?.context.layout === "paged") opened.context.reader.setSelectionMode(selectsBox ? "box" : "text");
  }, [opened, selectsBox]);
}

/** The outline, the pages where there are any, and what others bring. */
function sidesOf(layout: "paged" | "flowing" | null, opened: Opened | null, panels: readonly SidePanel[]): SidePanel[] {
  const view = opened?.view;
  const outline: SidePanel = {
    id: "outline",
    icon: "outline",
    label: t("outline"),
    render: (context) => view && <OutlinePanel context={context} view={view} />,
  };
  const thumbnails: SidePanel = {
    id: "thumbnails",
    icon: "pages",
    label: t("thumbnails"),
    render: (context) => view && context.layout === "paged" && <ThumbnailsPanel reader={context.reader} view={view} />,
  };
  return [outline, ...(layout === "paged" ? [thumbnails] : []), ...panels];
}

function Side({ panel, opened, onClose }: { readonly panel: SidePanel; readonly opened: Opened; readonly onClose: () => void }) {
  return (
    <aside class={`reader-side ${panel.leavesHalf ? "reader-side-half" : ""}`} aria-label={panel.label}>
      <div class="reader-side-head">
        <h2>{panel.label}</h2>
        <IconButton icon="close" label={t("close")} onClick={onClose} />
      </div>
      <div key={panel.id} class="reader-side-content">
        {panel.render(opened.context)}
      </div>
    </aside>
  );
}
