/** What a source's number stands for: document, place, and a picture or the words of it. */

import { useEffect, useId, useRef, useState } from "preact/hooks";

import type { Client } from "../api/client";
import { place } from "../ui/placement";
import "./preview.css";
import { hidePreview, hidePreviewSoon, keepPreview, previewed } from "./preview-state";
import { drawn, quoted, shownSize } from "./preview-content";
import { whereOf, type Source } from "./sources";
import { t } from "./texts";

export function Preview({ service }: { readonly service: Client }) {
  const shown = previewed.value;
  const element = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    const floating = element.current;
    if (!floating || !shown) return;
    const { anchor } = shown;
    floating.showPopover();
    place(floating, anchor, { side: "above", align: "center" });
    anchor.setAttribute("aria-describedby", id);
    // Its content comes in later and may take more room.
    const grown = new ResizeObserver(() => place(floating, anchor, { side: "above", align: "center" }));
    grown.observe(floating);
    const leave = endings(floating, anchor);
    return () => {
      grown.disconnect();
      leave();
      anchor.removeAttribute("aria-describedby");
      floating.hidePopover();
    };
  }, [shown, id]);
  useEffect(() => hidePreview, []);
  return (
    <div
      ref={element}
      id={id}
      class="preview"
      role="tooltip"
      popover="manual"
      onPointerEnter={keepPreview}
      onPointerLeave={hidePreviewSoon}
    >
      {shown && <Content key={`${shown.source.number} ${shown.source.uploadId}`} service={service} source={shown.source} />}
    </div>
  );
}

/** What ends a preview beside leaving it: Escape wherever the focus is, a press elsewhere, scrolling. */
function endings(floating: HTMLElement, anchor: HTMLElement): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  const isInside = (event: Event) => event.target instanceof Node && (floating.contains(event.target) || anchor.contains(event.target));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") hidePreview();
  };
  const onElsewhere = (event: Event) => {
    if (!isInside(event)) hidePreview();
  };
  document.addEventListener("keydown", onKeyDown, { signal });
  document.addEventListener("pointerdown", onElsewhere, { signal });
  document.addEventListener("wheel", onElsewhere, { signal, passive: true });
  return () => ends.abort();
}

function Content({ service, source }: { readonly service: Client; readonly source: Source }) {
  const [first] = source.places;
  const more = source.places.length - 1;
  return (
    <>
      <p class="preview-name">
        <bdi>{source.name}</bdi>
      </p>
      <p class="preview-where">
        {whereOf(source.places.slice(0, 1))} {more > 0 && t("morePlaces", { count: more })}
      </p>
      {first?.kind === "paged" ? (
        <Picture service={service} source={source} />
      ) : (
        <Quotation service={service} source={source} />
      )}
    </>
  );
}

interface ContentProps {
  readonly service: Client;
  readonly source: Source;
}

function Picture({ service, source }: ContentProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  useEffect(() => {
    let isWanted = true;
    drawn(service, source).then(
      (picture) => {
        if (!isWanted) return;
        frame.current?.replaceChildren(picture);
        setState("ready");
      },
      () => isWanted && setState("failed"),
    );
    return () => {
      isWanted = false;
    };
  }, [service, source]);
  if (state === "failed") return <p class="preview-note">{t("previewFailed")}</p>;
  const { width, height } = shownSize(source);
  return (
    <div class="preview-picture" aria-busy={state === "loading"}>
      <div ref={frame} role="img" aria-label={t("previewOf")} style={{ aspectRatio: `${width} / ${height}` }} />
    </div>
  );
}

function Quotation({ service, source }: ContentProps) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    quoted(service, source).then(
      (words) => isWanted && setText(words),
      () => isWanted && setText(""),
    );
    return () => {
      isWanted = false;
    };
  }, [service, source]);
  if (text === null) return <p class="preview-note">{t("previewLoading")}</p>;
  if (!text) return <p class="preview-note">{t("previewFailed")}</p>;
  return (
    <blockquote class="preview-quote" dir="auto">
      {text}
    </blockquote>
  );
}
