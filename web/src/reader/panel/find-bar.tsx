/** Finding in the document: Enter goes on, Shift+Enter back. */

import { useEffect, useRef, useState } from "preact/hooks";

import { IconButton } from "../../ui/button";
import { useLater } from "../../ui/timer";
import "./find-bar.css";
import type { ReaderContext } from "./side-panel";
import { t } from "./texts";

const TYPING_MILLISECONDS = 180;

interface FindBarProps {
  readonly context: ReaderContext;
  /** Rises when it is asked for again, which brings the focus back to it. */
  readonly turn: number;
  readonly onClose: () => void;
}

interface Found {
  readonly current: number;
  readonly total: number;
}

export function FindBar({ context, turn, onClose }: FindBarProps) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const latestRef = useRef(0);
  const later = useLater();
  const { reader } = context;
  useEffect(() => () => reader.endFind(), [reader]);
  useEffect(() => field.current?.select(), [turn]);
  const find = async (wanted: string, backwards = false) => {
    latestRef.current += 1;
    const own = latestRef.current;
    if (wanted.trim() === "") {
      reader.endFind();
      setFound(null);
      return;
    }
    const result = await reader.find(wanted, { backwards });
    if (own === latestRef.current) setFound(result);
  };
  const step = (backwards: boolean) => later(() => void find(text, backwards), 0);
  const said = found === null ? "" : found.total ? t("found", { ...found }) : t("notFound");
  return (
    <div class="find-bar" role="search">
      <input
        ref={field}
        class="find-bar-field"
        type="text"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        aria-label={t("find")}
        placeholder={t("find")}
        value={text}
        onInput={(event) => {
          const wanted = event.currentTarget.value;
          setText(wanted);
          later(() => void find(wanted), TYPING_MILLISECONDS);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
          else if (event.key === "Enter" && !event.isComposing) step(event.shiftKey);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span class={`find-bar-count ${found?.total === 0 ? "find-bar-none" : ""}`} role="status">
        {said}
      </span>
      <IconButton icon="up" label={t("findPrevious")} disabled={!found?.total} onClick={() => step(true)} />
      <IconButton icon="down" label={t("findNext")} disabled={!found?.total} onClick={() => step(false)} />
      <IconButton icon="close" label={t("close")} onClick={onClose} />
    </div>
  );
}
