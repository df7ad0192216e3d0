/** The structure of a document as a panel beside it. */

import type { SidePanel } from "../reader/panel/side-panel";
import { StructureView } from "./structure-view";
import { t } from "./texts";

export function structurePanel(): SidePanel {
  return {
    id: "structure",
    icon: "structure",
    label: t("structure"),
    leavesHalf: true,
    render: (context) => <StructureView key={context.uploadId} context={context} />,
  };
}
