/** What stands beside the document, kept from one document to the next. */

import { kept } from "../../state/preferences";

/** The id of a side panel, null for none. */
export const chosenSide = kept<string | null>("reader.side", null);

/** Hides the side panel that `inside` stands in where it lies over the document, so that what was gone to is seen. */
export function uncoverDocument(inside: Element | null): void {
  const side = inside?.closest(".reader-side");
  if (side && getComputedStyle(side).position === "absolute") chosenSide.value = null;
}

/** Shows a side panel, or hides it where it is shown. */
export function toggleSide(id: string): void {
  chosenSide.value = chosenSide.peek() === id ? null : id;
}
