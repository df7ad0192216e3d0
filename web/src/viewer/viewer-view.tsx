/** What stands around the document in the viewer: a quiet bar, words while there is none, and the chat icon. */

import { useLayoutEffect, useRef } from "preact/hooks";

import "./viewer.css";
import { formatNumber } from "../i18n/message";
import type { Selected } from "../reader/reader";
import { Button, IconButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { chatPlace } from "./chat-place";
import { t } from "./texts";
import type { State, Viewer } from "./viewer";

interface ViewerViewProps {
  readonly viewer: Viewer;
  readonly hasBar: boolean;
  /** False when no page is around this one. */
  readonly isFramed: boolean;
}

export function ViewerView({ viewer, hasBar, isFramed }: ViewerViewProps) {
  const state = viewer.state.value;
  return (
    <>
      {hasBar && state.kind === "shown" && (
        <header>
          <Bar viewer={viewer} state={state} />
        </header>
      )}
      <main class="viewer-main" aria-label={t("document")} aria-busy={state.kind === "opening"}>
        <Place viewer={viewer} />
        <Words state={state} isFramed={isFramed} onAgain={() => void viewer.again()} />
      </main>
      <Chat viewer={viewer} selected={viewer.selected.value} />
    </>
  );
}

/** The element that readers draw into is the viewer's own, and outlives every drawing of the page. */
function Place({ viewer }: { readonly viewer: Viewer }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => element.current?.append(viewer.place), [viewer]);
  return <div ref={element} class="viewer-holder" />;
}

function Bar({ viewer, state }: { readonly viewer: Viewer; readonly state: State & { kind: "shown" } }) {
  const percent = formatNumber(viewer.zoom.value, { style: "percent", maximumFractionDigits: 0 });
  return (
    <div class="viewer-bar" role="toolbar" aria-label={t("view")}>
      <p class="viewer-page" aria-live="polite">
        {state.type === "pdf" && (
          <>
            <span class="visually-hidden">{t("page", { page: viewer.page.value + 1, count: state.pageCount })}</span>
            <span aria-hidden="true">
              {formatNumber(viewer.page.value + 1)} / {formatNumber(state.pageCount)}
            </span>
          </>
        )}
      </p>
      <IconButton icon="minus" label={t("zoomOut")} onClick={() => viewer.zoomOut()} />
      <span class="viewer-zoom">{percent}</span>
      <IconButton icon="add" label={t("zoomIn")} onClick={() => viewer.zoomIn()} />
      <IconButton icon="fit" label={t(state.type === "pdf" ? "fit" : "ownSize")} onClick={() => viewer.fit()} />
    </div>
  );
}

interface WordsProps {
  readonly state: State;
  readonly isFramed: boolean;
  readonly onAgain: () => void;
}

function Words({ state, isFramed, onAgain }: WordsProps) {
  switch (state.kind) {
    case "shown":
      return null;
    case "opening":
      return (
        <p class="viewer-words viewer-opening" role="status">
          {t("opening")}
        </p>
      );
    case "empty":
      return <p class="viewer-words">{t(isFramed ? "empty" : "alone")}</p>;
    case "failed":
      return (
        <div class="viewer-words" role="alert">
          <Icon name="warning" />
          <p dir="auto">{state.error.message}</p>
          <Button onClick={onAgain}>{t("again")}</Button>
        </div>
      );
  }
}

/** The button at a selection, which follows it while the document is scrolled. */
function Chat({ viewer, selected }: { readonly viewer: Viewer; readonly selected: Selected | null }) {
  return (
    <>
      <p class="visually-hidden" role="status">
        {selected ? t("selectedText") : ""}
      </p>
      {selected && (
        <button
          type="button"
          class="viewer-chat"
          style={chatPlace(selected.anchor, { width: innerWidth, height: innerHeight })}
          // The selection stays while the button is pressed.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => viewer.ask()}
        >
          <Icon name="chat" />
          <span>{t("ask")}</span>
        </button>
      )}
    </>
  );
}
