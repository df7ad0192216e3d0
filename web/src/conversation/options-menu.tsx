/** How answers are wanted: a small panel above the field for questions. */

import { useId, useRef, useState } from "preact/hooks";

import type { ModelType } from "../api/types";
import { IconButton } from "../ui/button";
import { Select, Switch, type Option } from "../ui/field";
import { place } from "../ui/placement";
import { LANGUAGES, options, type Options } from "./options";
import "./options-menu.css";
import { t } from "./texts";

interface OptionsMenuProps {
  /** Models that can be asked; none is chosen among fewer than two. */
  readonly models: readonly ModelType[];
  /** Whether a language model writes the answers; nothing else knows anything beyond the documents. */
  readonly writesAnswers: boolean;
}

export function OptionsMenu({ models, writesAnswers }: OptionsMenuProps) {
  const [open, setOpen] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLSpanElement>(null);
  const wasOpenRef = useRef(false);
  const id = useId();
  const toggle = () => {
    // A press beside an open panel closes it by itself, also one on this button.
    if (!wasOpenRef.current && panel.current && anchor.current) {
      panel.current.showPopover();
      place(panel.current, anchor.current, { side: "above" });
      panel.current.querySelector<HTMLElement>("input, select")?.focus();
    }
    wasOpenRef.current = false;
  };
  return (
    <span ref={anchor}>
      <IconButton
        icon="settings"
        label={t("options")}
        aria-expanded={open}
        aria-controls={id}
        onPointerDown={() => (wasOpenRef.current = open)}
        onClick={toggle}
      />
      <div
        ref={panel}
        id={id}
        class="options-menu"
        popover="auto"
        role="group"
        aria-label={t("options")}
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        <Choices models={models} writesAnswers={writesAnswers} />
      </div>
    </span>
  );
}

function Choices({ models, writesAnswers }: OptionsMenuProps) {
  const { detailed, withinDocuments, language, model } = options.value;
  const change = (changed: Partial<Options>) => (options.value = { ...options.value, ...changed });
  const languages: Option<string>[] = [
    { value: "", label: t("ownLanguage") },
    ...LANGUAGES.map(([value, label]) => ({ value, label })),
  ];
  return (
    <>
      <Switch
        label={t("detailed")}
        hint={withinDocuments ? t("detailedHint") : t("detailedNeeds")}
        checked={detailed && withinDocuments}
        disabled={!withinDocuments}
        onChange={(checked) => change({ detailed: checked })}
      />
      <Switch
        label={t("within")}
        hint={writesAnswers ? t("withinHint") : t("withinAlways")}
        checked={withinDocuments}
        onChange={(checked) => change({ withinDocuments: checked })}
      />
      <Select
        label={t("answerLanguage")}
        options={languages}
        value={language}
        onChange={(value) => change({ language: value })}
      />
      {models.length > 1 && (
        <Select
          label={t("model")}
          options={models.map((value) => ({ value, label: value === "default" ? t("defaultModel") : value }))}
          value={model}
          onChange={(value) => change({ model: value })}
        />
      )}
    </>
  );
}
