/** One document or collection in the list. */

import { isReady } from "../../api/statuses";
import type { ListedDocument } from "../../api/types";
import { formatTime } from "../../i18n/message";
import { hrefOf } from "../../state/route";
import { Menu, type MenuItem } from "../../ui/menu";
import { shownName } from "../../ui/names";
import { formatDay, lengthOf } from "../amounts";
import { failureOf } from "../progress/statuses";
import { t as words } from "../intake/texts";
import { t } from "../texts";
import "./document-row.css";
import { KindTile } from "./kind-tile";
import { RenameField } from "./rename-field";
import { StateCell } from "./state-cell";

/** What can be done with a document of the list. */
export interface RowActions {
  readonly toggle: (one: ListedDocument, range: boolean) => void;
  readonly startRename: (one: ListedDocument | null) => void;
  readonly rename: (one: ListedDocument, name: string) => Promise<void>;
  readonly clone: (one: ListedDocument) => void;
  readonly remove: (one: ListedDocument) => void;
}

interface RowProps {
  readonly document: ListedDocument;
  readonly isSelected: boolean;
  readonly isRenamed: boolean;
  /** Place in the list from 1, and how many there are; -1 while that is not known. */
  readonly place: number;
  readonly count: number;
  /** Seconds until its pages are read. */
  readonly secondsLeft: number | null;
  readonly actions: RowActions;
}

export function DocumentRow({ document: one, isSelected, isRenamed, place, count, secondsLeft, actions }: RowProps) {
  return (
    <div
      class={`document-row ${isSelected ? "document-row-selected" : ""} ${hasFailed(one) ? "document-row-failed" : ""}`}
      role="listitem"
      aria-posinset={place}
      aria-setsize={count}
      data-id={one.id}
    >
      <label class="document-row-check">
        <input
          type="checkbox"
          checked={isSelected}
          aria-label={t("selectOne", { name: shownName(one.name) })}
          onClick={(event) => actions.toggle(one, event.shiftKey)}
        />
      </label>
      <KindTile document={one} />
      <div class="document-row-name">
        {isRenamed ? (
          <RenameField
            name={one.name}
            onDone={(name) => actions.rename(one, name)}
            onLeave={() => actions.startRename(null)}
          />
        ) : (
          <Name document={one} />
        )}
        <Below document={one} />
      </div>
      {!hasFailed(one) && <div class="document-row-size">{sizeOf(one)}</div>}
      <div class="document-row-state">
        <StateCell document={one} secondsLeft={secondsLeft} />
      </div>
      <div class="document-row-package">{packageOf(one)}</div>
      <time class="document-row-added" dateTime={new Date(one.created_at * 1000).toISOString()} title={formatTime(one.created_at)}>
        {formatDay(one.created_at)}
      </time>
      <div class="document-row-menu">
        <Menu
          label={t("actionsFor", { name: shownName(one.name) })}
          icon="more"
          align="end"
          groups={[{ items: itemsOf(one, actions) }]}
        />
      </div>
    </div>
  );
}

function Name({ document: one }: { readonly document: ListedDocument }) {
  const name = shownName(one.name);
  return (
    <a class="document-row-link" href={addressOf(one)} title={name} data-row-focus>
      <bdi>{name}</bdi>
    </a>
  );
}

/** What stands under the name: where a website is from, and why a document failed. */
function Below({ document: one }: { readonly document: ListedDocument }) {
  if (hasFailed(one)) {
    const { said, advice } = failureOf(one);
    return (
      <p class="document-row-failure">
        {said && <bdi>{said}</bdi>} {advice}
      </p>
    );
  }
  const host = one.url === null ? null : URL.parse(one.url)?.host;
  return host && host !== one.name ? <bdi class="document-row-origin">{host}</bdi> : null;
}

function hasFailed(one: ListedDocument): boolean {
  return one.status < 0 && one.type !== "collection";
}

export function addressOf(one: ListedDocument): string {
  return hrefOf(one.type === "collection" ? { view: "collection", id: one.id } : { view: "documents", ids: [one.id] });
}

function sizeOf(one: ListedDocument): string {
  if (one.type !== "collection") return lengthOf([one]);
  return t("documents", { count: one.document_count ?? one.documents?.length ?? 0 });
}

/** The package that pays: of documents with pages only, as text is charged by its tokens. */
function packageOf(one: ListedDocument): string {
  return one.type === "collection" || one.layout !== "paged" ? "" : packageName(one.package_type);
}

function packageName(type: string): string {
  return type === "elite" || type === "basic" || type === "lite" ? words(type) : type;
}

function itemsOf(one: ListedDocument, actions: RowActions): readonly MenuItem[] {
  const rename: MenuItem = { label: t("rename"), icon: "rename", onSelect: () => actions.startRename(one) };
  const clone: MenuItem = { label: t("addToCollection"), icon: "collection", onSelect: () => actions.clone(one) };
  const label = hasFailed(one) ? t("remove") : t("delete");
  const remove: MenuItem = { label, icon: "trash", danger: true, onSelect: () => actions.remove(one) };
  return one.type === "single_doc" && isReady(one) ? [rename, clone, remove] : [rename, remove];
}
