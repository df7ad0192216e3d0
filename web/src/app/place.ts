/** Which view is on the page: its title, and where focus goes when it opens. */

import { effect } from "@preact/signals";

import { hrefOf, route, type Route } from "../state/route";
import { t } from "./texts";

const PRODUCT = "ChatDOC";
/** A view that has no heading after so long will not get one by itself. */
const HEADING_MILLISECONDS = 20_000;

/** What a view is called until its heading says more. */
export function titleOf(place: Route): string {
  switch (place.view) {
    case "documents":
      return t("document");
    default:
      return t(place.view);
  }
}

/** A view's address without what only moves within it. */
function placeOf(current: Route): string {
  return hrefOf(current.view === "documents" ? { view: "documents", ids: current.ids } : current);
}

/**
 * Keeps the document's title to the view's heading, and moves focus to the heading whenever another view opens, so that
 * who does not see the page hears where they are. Returns a function that ends it.
 */
export function announcePlaces(main: HTMLElement): () => void {
  let last: string | null = null;
  let stop: () => void = () => undefined;
  const stopFollowing = effect(() => {
    const fallback = titleOf(route.value);
    const place = placeOf(route.value);
    const moved = last !== null && last !== place;
    last = place;
    stop();
    stop = announce(main, fallback, moved);
  });
  return () => {
    stop();
    stopFollowing();
  };
}

/** Announces one view as soon as its heading is there. */
function announce(main: HTMLElement, fallback: string, moved: boolean): () => void {
  document.title = `${fallback} · ${PRODUCT}`;
  // The view before may still stand there: it goes with the next rendering.
  const old = moved ? main.querySelector("h1") : null;
  const before = document.activeElement;
  if (moved) main.scrollTop = 0;
  const named = new MutationObserver(() => entitle());
  const entitle = () => {
    const text = main.querySelector("h1")?.textContent.trim() ?? "";
    document.title = `${text === "" ? fallback : text} · ${PRODUCT}`;
  };
  const take = () => {
    const heading = main.querySelector("h1");
    if (!heading || (heading === old && heading.isConnected)) return;
    appeared.disconnect();
    entitle();
    named.observe(heading, { childList: true, subtree: true, characterData: true });
    if (moved && mayMoveFocus(main, before)) focusOn(heading);
  };
  const appeared = new MutationObserver(take);
  appeared.observe(main, { childList: true, subtree: true });
  const timer = setTimeout(() => appeared.disconnect(), HEADING_MILLISECONDS);
  if (!moved) take();
  return () => {
    clearTimeout(timer);
    appeared.disconnect();
    named.disconnect();
  };
}

/** Not when the person, or the view itself, has put focus somewhere since. */
function mayMoveFocus(main: HTMLElement, before: Element | null): boolean {
  const now = document.activeElement;
  return now === null || now === document.body || now === before || !main.contains(now);
}

function focusOn(heading: HTMLElement): void {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
