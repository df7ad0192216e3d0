/**
 * What every reader of a document can do, whether it shows pages or flowing text.
 *
 * A reader draws into the element it was made in, knows nothing of the app, and tells what happens by events.
 * Places are those of the wire: pages count from 0, boxes are points from the top left of the page as displayed,
 * before any turn or zoom by the person who reads.
 */

import type { Box, Selection } from "../api/types";

/** Where a document's file is read from. */
export interface DocumentFile {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How a mark looks: proof of an answer, the one just clicked, a selection, a parsed element, a thing to find. */
export type MarkKind = "source" | "active" | "selection" | "element";

/** A rectangle over a page. */
export interface PageMark {
  readonly id: string;
  readonly page: number;
  readonly box: Box;
  readonly kind: MarkKind;
  /** Read to those who don't see it, and shown beside it for kind "element". */
  readonly label?: string;
  /** A class beside the kind's own, for a look of its own. */
  readonly className?: string;
  /** A mark that can be clicked takes focus and tells by `markClicked`. */
  readonly clickable?: boolean;
}

/** A node of flowing text. */
export interface BlockMark {
  readonly id: string;
  /** `data-index` of the block. */
  readonly block: number;
  /** The node in it, such as a table's cell; the block itself when absent. */
  readonly xpath?: string;
  readonly kind: MarkKind;
  readonly label?: string;
  readonly className?: string;
  readonly clickable?: boolean;
}

export interface ScrollOptions {
  readonly smooth?: boolean;
  readonly block?: "start" | "center" | "nearest";
}

/** What a person selected, as the service takes it, and where on the screen it stands (client coordinates). */
export interface Selected {
  readonly selection: Selection;
  readonly anchor: DOMRect;
}

export interface ReaderEvents {
  /** The document is open and its first page or its text can be seen. */
  ready: { readonly pageCount: number };
  /** A page has been drawn; counts from 0. */
  pageRendered: { readonly page: number };
  /** Another page is in view; counts from 0. */
  pageChanged: { readonly page: number };
  /** Another block stands at the upper edge of the view; of flowing documents only. */
  blockChanged: { readonly block: number };
  /** Zoom (1 is 100 %) or turn (0, 90, 180, 270 clockwise) changed. */
  viewChanged: { readonly zoom: number; readonly rotation: number };
  selectionChanged: { readonly selected: Selected | null };
  markClicked: { readonly id: string };
}

export type Unsubscribe = () => void;

/** Named layers of marks lie over each other in the order in which they were first set. */
export interface Reader<Mark> {
  readonly pageCount: number;
  /** The page in view, from 0. */
  readonly page: number;
  on<Name extends keyof ReaderEvents>(name: Name, listener: (event: ReaderEvents[Name]) => void): Unsubscribe;
  /** Opens a document in place of the one before. Throws ReaderError. */
  open(file: DocumentFile): Promise<void>;
  /** Replaces all marks of a layer; an empty list removes it. */
  setMarks(layer: string, marks: readonly Mark[]): void;
  /** Brings a mark into view. Does nothing when no layer holds it. */
  scrollToMark(id: string, options?: ScrollOptions): Promise<void>;
  scrollToPage(page: number, options?: ScrollOptions): Promise<void>;
  clearSelection(): void;
  destroy(): void;
}

/** Why a document can't be shown. */
export class ReaderError extends Error {
  override readonly name = "ReaderError";

  constructor(
    /** `refused`: the key or token opens it not; `missing`: it is not there; `broken`: it can't be read. */
    readonly reason: "refused" | "missing" | "broken" | "unreachable",
    message: string,
  ) {
    super(message);
  }
}
