/** The parsed structure of a document: marks over it, and beside it a list of what stands in view. */

import { useEffect, useMemo } from "preact/hooks";

import type { Client } from "../api/client";
import type { Element } from "../api/types";
import type { ReaderContext } from "../reader/panel/side-panel";
import { client } from "../state/session";
import { Button, IconButton } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { ElementEntry } from "./element-entry";
import type { Loaded } from "./elements";
import { KindSwitches } from "./kind-switches";
import { SaveMenu } from "./save-menu";
import { Structure } from "./structure";
import "./structure.css";
import { t } from "./texts";
import { BLOCKS } from "./windows";

interface StructureViewProps {
  readonly context: ReaderContext;
}

export function StructureView({ context }: StructureViewProps) {
  return client.value && <Shown context={context} client={client.value} />;
}

function Shown({ context, client }: StructureViewProps & { readonly client: Client }) {
  const structure = useMemo(() => new Structure(context, client), [context, client]);
  useEffect(() => structure.start(), [structure]);
  const loaded = structure.elements.at(structure.page);
  const elements = loaded.state === "loaded" ? loaded.elements : [];
  return (
    <div class="structure">
      <Head context={context} structure={structure} elements={elements} />
      <KindSwitches all={structure.elements.known} here={elements} isShown={(kind) => structure.isShown(kind)} onToggle={(kind) => structure.toggle(kind)} />
      <Listed context={context} structure={structure} loaded={loaded} />
    </div>
  );
}

interface PartProps {
  readonly context: ReaderContext;
  readonly structure: Structure;
}

function Head({ context, structure, elements }: PartProps & { readonly elements: readonly Element[] }) {
  const { page } = structure;
  const isFlowing = context.layout === "flowing";
  const title = isFlowing
    ? t("blocks", { from: page * BLOCKS, to: Math.max(page * BLOCKS, elements.at(-1)?.index ?? 0) })
    : t("page", { page: page + 1 });
  return (
    <div class="structure-head">
      <p class="structure-where" role="status">
        <strong>{title}</strong>
        <span>{t("count", { count: elements.length })}</span>
      </p>
      {isFlowing && <Turn structure={structure} />}
      <CopyButton text={() => JSON.stringify(elements, null, 2)} label={t("copyJson")} />
      <SaveMenu uploadId={context.uploadId} />
    </div>
  );
}

/** Flowing documents have no pages to turn by: the list turns by itself. */
function Turn({ structure }: { readonly structure: Structure }) {
  const { page, pageCount } = structure;
  return (
    <>
      <IconButton icon="up" label={t("before")} disabled={page === 0} onClick={() => structure.turn(-1)} />
      <IconButton icon="down" label={t("after")} disabled={page >= pageCount - 1} onClick={() => structure.turn(1)} />
    </>
  );
}

function Listed({ context, structure, loaded }: PartProps & { readonly loaded: Loaded }) {
  if (loaded.state === "loading") {
    return (
      <p class="structure-words structure-loading" role="status">
        {t("loading")}
      </p>
    );
  }
  if (loaded.state === "failed") {
    return (
      <div class="structure-words" role="alert">
        <p>{t("failed")}</p>
        <p dir="auto">{loaded.error instanceof Error ? loaded.error.message : ""}</p>
        <Button onClick={() => void structure.elements.retry()}>{t("again")}</Button>
      </div>
    );
  }
  if (!loaded.elements.length) {
    return <p class="structure-words">{t(context.layout === "paged" ? "nothingPage" : "nothing")}</p>;
  }
  const shown = loaded.elements.filter((element) => structure.isShown(element.kind));
  if (!shown.length) return <p class="structure-words">{t("allHidden")}</p>;
  return (
    <ol class="structure-list" aria-label={t("list")} onPointerLeave={() => structure.point(null)}>
      {shown.map((element) => (
        <ElementEntry key={element.index} element={element} structure={structure} documentName={context.document.name} />
      ))}
    </ol>
  );
}
