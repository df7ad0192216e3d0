/** Search by name, and which kinds of entries are shown. */

import { useEffect, useRef, useState } from "preact/hooks";

import { Icon } from "../../ui/icon";
import { t } from "../texts";
import type { Wanted } from "./listing";
import "./toolbar.css";

const TYPING_MILLISECONDS = 200;

interface SearchProps {
  readonly name: string;
  readonly onSearch: (name: string) => void;
}

/** A field that searches while one types. */
export function Search({ name, onSearch }: SearchProps) {
  const [text, setText] = useState(name);
  const timerRef = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(name), [name]);
  useEffect(() => () => clearTimeout(timerRef.current), []);
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timerRef.current);
    timerRef.current = setTimeout(() => onSearch(typed.trim()), TYPING_MILLISECONDS);
  };
  return (
    <div class="toolbar-search">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        dir="auto"
        value={text}
        placeholder={t("search")}
        aria-label={t("search")}
        onInput={(event) => type(event.currentTarget.value)}
      />
    </div>
  );
}

interface KindsProps {
  readonly type: Wanted["type"];
  readonly onChoose: (type: Wanted["type"]) => void;
}

export function Kinds({ type, onChoose }: KindsProps) {
  const kinds = [
    ["all", t("showAll")],
    ["single_doc", t("showDocuments")],
    ["collection", t("showCollections")],
  ] as const;
  return (
    <fieldset class="toolbar-kinds">
      <legend class="visually-hidden">{t("filter")}</legend>
      {kinds.map(([kind, label]) => (
        <label key={kind} class="toolbar-kind">
          <input
            type="radio"
            name="library-kind"
            class="visually-hidden"
            checked={type === kind}
            onChange={() => onChoose(kind)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
