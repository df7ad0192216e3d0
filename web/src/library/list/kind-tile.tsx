/** What kind of thing an entry is: a little page with the format's short name, a folder, a globe. */

import type { ListedDocument } from "../../api/types";
import { Icon } from "../../ui/icon";
import { t } from "../texts";
import "./kind-tile.css";

const LABELS: Readonly<Record<string, string>> = { image: "IMG", epub: "EPUB", html: "HTML" };

export function KindTile({ document: one }: { readonly document: ListedDocument }) {
  if (one.type === "collection") return <Tile look="collection" name={t("collection")} icon="collection" />;
  if (one.url !== null || one.format === "website") return <Tile look="website" name={t("website")} icon="globe" />;
  const format = one.format;
  if (!format) return <Tile look="unknown" name={t("document")} icon="document" />;
  const label = LABELS[format] ?? format.slice(0, 4).toUpperCase();
  return (
    <span class={`kind-tile kind-tile-${format}`}>
      <span>{label}</span>
    </span>
  );
}

function Tile({ look, name, icon }: { readonly look: string; readonly name: string; readonly icon: "collection" | "globe" | "document" }) {
  return (
    <span class={`kind-tile kind-tile-${look}`}>
      <Icon name={icon} />
      <span class="visually-hidden">{name}</span>
    </span>
  );
}
