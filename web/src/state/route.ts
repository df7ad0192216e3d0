/** Which view is shown: the part of the address after "#". */

import { signal } from "@preact/signals";

export type Route =
  | { readonly view: "library" }
  | { readonly view: "collection"; readonly id: string }
  /** One or several documents (or collections) that are asked together; the first is open in the reader. */
  | { readonly view: "documents"; readonly ids: readonly string[]; readonly page?: number }
  | { readonly view: "account" }
  | { readonly view: "developers" };

/** The route of an address's hash; the library for anything unknown. */
function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [view, id] = path.split("/");
  if (view === "collections" && id) return { view: "collection", id: decodeURIComponent(id) };
  if (view === "documents" && id) {
    const page = Number(new URLSearchParams(query).get("page"));
    const ids = id.split(",").map(decodeURIComponent).filter(Boolean);
    if (ids.length) return page > 0 ? { view: "documents", ids, page: page - 1 } : { view: "documents", ids };
  }
  if (view === "account" || view === "developers") return { view };
  return { view: "library" };
}

/** The address of a route. Pages count from 1 in addresses. */
export function hrefOf(route: Route): string {
  switch (route.view) {
    case "library":
      return "#/";
    case "collection":
      return `#/collections/${encodeURIComponent(route.id)}`;
    case "documents": {
      const page = route.page === undefined ? "" : `?page=${route.page + 1}`;
      return `#/documents/${route.ids.map(encodeURIComponent).join(",")}${page}`;
    }
    default:
      return `#/${route.view}`;
  }
}

export const route = signal<Route>(parseRoute(location.hash));

export function goTo(next: Route): void {
  location.hash = hrefOf(next);
}

/** Follows the address. Called once, by the app. */
export function followAddress(): void {
  addEventListener("hashchange", () => (route.value = parseRoute(location.hash)));
}
