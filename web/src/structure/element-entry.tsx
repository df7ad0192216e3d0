/** One element in the list: what it is, where it stands, and what it holds. */

import { useEffect, useRef } from "preact/hooks";

import type { Element } from "../api/types";
import { IconButton } from "../ui/button";
import { ElementTable } from "./element-table";
import { tableOf } from "./grid";
import { KindBadge } from "./kind-switches";
import { nameOf, type Structure } from "./structure";
import { t } from "./texts";

interface ElementEntryProps {
  readonly element: Element;
  readonly structure: Structure;
  readonly documentName: string;
}

export function ElementEntry({ element, structure, documentName }: ElementEntryProps) {
  const button = useRef<HTMLButtonElement>(null);
  const isComing = structure.isComing(element);
  useEffect(() => {
    if (!isComing) return;
    structure.hasCome();
    button.current?.focus();
    button.current?.closest("li")?.scrollIntoView({ block: "nearest" });
  }, [isComing, structure]);
  const isSelected = structure.isSelected(element);
  return (
    <li
      class={`structure-entry ${isSelected ? "structure-entry-selected" : ""}`}
      onPointerEnter={() => structure.point(element)}
      onFocusIn={() => structure.point(element)}
      onFocusOut={() => structure.point(null)}
    >
      <div class="structure-entry-line">
        <button
          ref={button}
          type="button"
          class="structure-entry-head"
          aria-current={isSelected ? "true" : undefined}
          onClick={() => structure.show(element)}
        >
          <KindBadge kind={element.kind} />
          <span class="structure-entry-name">{nameOf(element)}</span>
        </button>
        <IconButton
          class="structure-entry-ask"
          icon="chat"
          label={t("ask", { name: nameOf(element) })}
          onClick={() => structure.ask(element)}
        />
      </div>
      <Under element={element} structure={structure} />
      <GoesOn element={element} />
      <Content element={element} documentName={documentName} />
    </li>
  );
}

/** Which element this one goes on with, from the page or column before. */
function GoesOn({ element }: { readonly element: Element }) {
  const { continues } = element;
  if (continues === undefined || continues === null) return null;
  return <p class="structure-under">{t("goesOn", { kind: t(element.kind), index: String(continues) })}</p>;
}

/** The heading that an element stands under. */
function Under({ element, structure }: { readonly element: Element; readonly structure: Structure }) {
  if (element.syllabus < 0) return null;
  const title = structure.elements.titleOf(element.syllabus);
  return (
    <p class="structure-under" dir="auto">
      {title === null ? t("underIndex", { index: String(element.syllabus) }) : t("under", { title })}
    </p>
  );
}

function Content({ element, documentName }: { readonly element: Element; readonly documentName: string }) {
  if (element.type === "table") {
    const table = tableOf(element);
    if (table) return <ElementTable element={element} table={table} documentName={documentName} />;
  }
  return (
    <p class={`structure-text ${element.is_heading ? "structure-text-heading" : ""}`} dir="auto">
      {textOf(element)}
    </p>
  );
}

function textOf(element: Element): string {
  if (element.type === "figure") return element.caption?.text ?? t("noCaption");
  if (element.type === "image") return t("picture");
  return element.text?.trim() ? element.text : t("noText");
}
