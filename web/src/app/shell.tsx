/** What stands around every view: the way to the others. */

import type { ComponentChildren } from "preact";

export function Shell({ children }: { readonly children: ComponentChildren }) {
  return <main>{children}</main>;
}
