/** What each command does to the reader. */

import { walkProof } from "./proof-state";
import { askAboutSelection } from "./selection-popup";
import type { Command } from "./shortcuts";
import type { ReaderContext } from "./side-panel";

/** What is done by the panel rather than by the reader. */
export interface PanelActions {
  readonly find: () => void;
  readonly help: () => void;
  readonly close: () => void;
  readonly goTo: () => void;
  readonly selectBox: () => void;
  readonly showSide: (id: string) => void;
}

const FLOWING_STEP = 1.2;

type Paged = Extract<ReaderContext, { layout: "paged" }>["reader"];
type Flowing = Extract<ReaderContext, { layout: "flowing" }>["reader"];
type Actions<What> = Readonly<Partial<Record<Command, (what: What, panel: PanelActions) => void>>>;

const ALWAYS: Actions<ReaderContext> = {
  find: (_, panel) => panel.find(),
  help: (_, panel) => panel.help(),
  outline: (_, panel) => panel.showSide("outline"),
  ask: (context) => askAboutSelection(context),
  nextProof: () => walkProof(1),
  previousProof: () => walkProof(-1),
  close: ({ reader }, panel) => {
    reader.clearSelection();
    panel.close();
  },
};

const PAGED: Actions<Paged> = {
  next: (reader) => void reader.scrollToPage(Math.min(reader.page + 1, reader.pageCount - 1)),
  previous: (reader) => void reader.scrollToPage(Math.max(reader.page - 1, 0)),
  goTo: (_, panel) => panel.goTo(),
  selectBox: (_, panel) => panel.selectBox(),
  thumbnails: (_, panel) => panel.showSide("thumbnails"),
  zoomIn: (reader) => reader.zoomIn(),
  zoomOut: (reader) => reader.zoomOut(),
  fitWidth: (reader) => reader.setZoom("width"),
  fitPage: (reader) => reader.setZoom("page"),
  rotateRight: (reader) => reader.rotate(1),
  rotateLeft: (reader) => reader.rotate(-1),
};

const FLOWING: Actions<Flowing> = {
  next: (reader) => reader.scrollByScreens(1),
  previous: (reader) => reader.scrollByScreens(-1),
  zoomIn: (reader) => reader.setZoom(reader.zoom * FLOWING_STEP),
  zoomOut: (reader) => reader.setZoom(reader.zoom / FLOWING_STEP),
};

/** Carries a command out; one that the open document has no use for does nothing. */
export function perform(command: Command, context: ReaderContext | null, panel: PanelActions): void {
  if (!context) return;
  ALWAYS[command]?.(context, panel);
  if (context.layout === "paged") PAGED[command]?.(context.reader, panel);
  else FLOWING[command]?.(context.reader, panel);
}
