/** What can stand beside a document: its outline, its pages, and what other rooms bring. */

import type { ComponentChildren } from "preact";

import type { ListedDocument } from "../../api/types";
import type { IconName } from "../../ui/icon";
import type { FlowingReader } from "../flowing/flowing-reader";
import type { PagedReader } from "../paged/paged-reader";

/** The open document and the reader that shows it. */
export type ReaderContext = { readonly uploadId: string; readonly document: ListedDocument } & (
  | { readonly layout: "paged"; readonly reader: PagedReader }
  | { readonly layout: "flowing"; readonly reader: FlowingReader }
);

export interface SidePanel {
  readonly id: string;
  readonly icon: IconName;
  /** What it shows: the name of its button and its heading. */
  readonly label: string;
  /** Whether it is of use beside the document alone: it leaves half of it in sight where there is little room. */
  readonly leavesHalf?: boolean;
  render(context: ReaderContext): ComponentChildren;
}
