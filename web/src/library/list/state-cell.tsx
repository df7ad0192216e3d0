/** Where a document is on its way: in words, with a bar and the time left while it is read. */

import type { ListedDocument } from "../../api/types";
import { Badge } from "../../ui/badge";
import { Icon } from "../../ui/icon";
import { shownName } from "../../ui/names";
import { Progress } from "../../ui/progress";
import { stageOf } from "../progress/statuses";
import { t as words } from "../progress/texts";
import { rounded } from "../progress/time-left";
import { t } from "../texts";
import "./state-cell.css";

interface StateCellProps {
  readonly document: ListedDocument;
  readonly secondsLeft: number | null;
}

export function StateCell({ document: one, secondsLeft }: StateCellProps) {
  const stage = stageOf(one);
  if (stage.kind === "failed") {
    return (
      <Badge tone="danger" icon="warning">
        {stage.words}
      </Badge>
    );
  }
  if (stage.kind === "ready") {
    return (
      <span class="state-cell-ready">
        <Icon name="check" />
        {stage.words}
      </span>
    );
  }
  if (stage.kind === "empty" || stage.kind === "waiting") return <span class="state-cell-quiet">{stage.words}</span>;
  return (
    <div class="state-cell-working">
      <span>{stage.words}</span>
      <Progress
        label={t("progressOf", { name: shownName(one.name) })}
        value={stage.pages?.done ?? null}
        max={stage.pages?.total ?? 1}
        text={stage.words}
      />
      {secondsLeft !== null && <span class="state-cell-left">{leftWords(secondsLeft)}</span>}
    </div>
  );
}

function leftWords(seconds: number): string {
  const { unit, count } = rounded(seconds);
  return words(unit, { count });
}
