/** Where questions are written. */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { askedSelection } from "../state/workspace";
import { IconButton } from "../ui/button";
import { inSentence } from "../ui/names";
import "./composer.css";
import { LONGEST_QUESTION, lengthOf } from "./request";
import type { NamedDocument } from "./sources";
import { t } from "./texts";

/** Characters that are left when their count is first shown. */
const COUNTED = 300;

interface ComposerProps {
  readonly documents: readonly NamedDocument[];
  /** How many documents are asked. */
  readonly count: number;
  readonly isAnswering: boolean;
  /** Why nothing can be asked now, or what should be known before. */
  readonly note: string;
  readonly disabled: boolean;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
  /** Buttons beside the field. */
  readonly children?: ComponentChildren;
}

export function Composer({ documents, count, isAnswering, note, disabled, onAsk, onStop, children }: ComposerProps) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const left = LONGEST_QUESTION - lengthOf(text.trim());
  const canAsk = !disabled && !isAnswering && text.trim() !== "" && left >= 0;
  const composingRef = useRef(false);
  useEffect(() => {
    if (field.current) grow(field.current);
  }, [text]);
  useFocusOnSelection(field);

  const ask = () => {
    if (!canAsk) return;
    onAsk(text.trim());
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter also chooses among the characters that an input method offers.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || composingRef.current) return;
    event.preventDefault();
    ask();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <Quote documents={documents} />
      <label class="visually-hidden" for={id}>
        {t("question")}
      </label>
      <textarea
        ref={field}
        id={id}
        class="composer-field"
        dir="auto"
        rows={1}
        value={text}
        placeholder={count > 1 ? t("askMany", { count }) : t("askOne")}
        aria-describedby={`${id}-keys ${id}-note`}
        aria-invalid={left < 0}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onCompositionStart={() => (composingRef.current = true)}
        // In Safari the key that ends it comes after its end.
        onCompositionEnd={() => setTimeout(() => (composingRef.current = false))}
      />
      <span id={`${id}-keys`} class="visually-hidden">
        {t("keys")}
      </span>
      <div class="composer-bar">
        {children}
        <Count left={left} />
        {isAnswering ? (
          <IconButton class="composer-send" icon="stop" label={t("stop")} onClick={onStop} />
        ) : (
          <IconButton class="composer-send" icon="send" label={t("send")} type="submit" disabled={!canAsk} />
        )}
      </div>
      <p id={`${id}-note`} class="composer-note" role="status" hidden={!note}>
        {note}
      </p>
    </form>
  );
}

function Count({ left }: { readonly left: number }) {
  if (left > COUNTED) return null;
  return (
    <span class={`composer-count ${left < 0 ? "composer-count-over" : ""}`} role={left < 0 ? "alert" : undefined}>
      {left < 0 ? t("charactersOver", { count: -left }) : t("charactersLeft", { count: left })}
    </span>
  );
}

/** What the next question is about, taken from a document. */
function Quote({ documents }: { readonly documents: readonly NamedDocument[] }) {
  const asked = askedSelection.value;
  if (!asked || !documents.some(({ id }) => id === asked.uploadId)) return null;
  const name = documents.length > 1 ? documents.find(({ id }) => id === asked.uploadId)?.name : undefined;
  return (
    <div class="composer-quote" role="group" aria-label={t("aboutSelection")}>
      <div>
        <p>
          {t("aboutSelection")} {name && t("inDocument", { name: inSentence(name) })}
        </p>
        <blockquote dir="auto">{asked.selection.material}</blockquote>
      </div>
      <IconButton icon="close" label={t("removeSelection")} onClick={() => (askedSelection.value = null)} />
    </div>
  );
}

/** Makes the field as high as what is written in it; its style bounds that. */
function grow(field: HTMLTextAreaElement): void {
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}

/** Whoever chose something to ask about goes on by writing the question. */
function useFocusOnSelection(field: { readonly current: HTMLTextAreaElement | null }): void {
  const asked = askedSelection.value;
  useEffect(() => {
    if (asked) field.current?.focus();
  }, [field, asked]);
}
