/** What the packages hold, and how much of it is used. */

import { formatNumber } from "../i18n/message";
import { useReply } from "../state/reply";
import { packagesNow } from "../state/service";
import { Badge } from "../ui/badge";
import { Section } from "../ui/page";
import { Progress, Skeleton } from "../ui/progress";
import { Failure } from "./failure";
import { quotaLines, type QuotaLine } from "./quota";
import { t } from "./texts";

const TONES = { fine: "accent", "near-end": "warn", "used-up": "danger" } as const;

export function QuotaSection() {
  const [reply, retry] = useReply(packagesNow);
  return (
    <Section title={t("quota")} hint={t("quotaHint")}>
      {reply.state === "loading" && <Skeleton lines={6} />}
      {reply.state === "failed" && <Failure message={reply.message} onRetry={retry} />}
      {reply.state === "ready" && <Lines lines={quotaLines(reply.data)} />}
    </Section>
  );
}

function Lines({ lines }: { readonly lines: readonly QuotaLine[] }) {
  if (lines.length === 0) {
    return (
      <div class="account-none">
        <p>{t("quotaNone")}</p>
        <p class="page-hint">{t("quotaNoneHint")}</p>
        <pre class="account-command" tabIndex={0}>
          chatdoc-server packages grant --user NAME --kind elite_page --count 1000
        </pre>
      </div>
    );
  }
  return (
    <ul class="quota-lines">
      {lines.map((line) => (
        <Line key={line.kind} line={line} />
      ))}
    </ul>
  );
}

function Line({ line }: { readonly line: QuotaLine }) {
  const used = t("used", { used: line.used, max: line.max });
  return (
    <li class="quota-line">
      <div class="quota-head">
        <strong>{t(line.name)}</strong>
        {line.state === "near-end" && <Badge tone="warn">{t("usedNearEnd")}</Badge>}
        {line.state === "used-up" && <Badge tone="danger">{t("usedUp")}</Badge>}
        <span class="quota-left">{t("leftOver", { left: line.left })}</span>
      </div>
      <Progress label={t(line.name)} value={line.share} tone={TONES[line.state]} text={used} />
      <div class="quota-foot">
        <span class="quota-used">
          {used} · {percentOf(line.share)}
        </span>
        {line.hint && <span>{t(line.hint)}</span>}
      </div>
    </li>
  );
}

/** A share in percent: never "0 %" of something that has been begun, nor "100 %" before the end. */
function percentOf(share: number): string {
  const least = 0.001;
  const percent = (value: number) => formatNumber(value, { style: "percent", maximumFractionDigits: 1 });
  if (share > 0 && share < least) return `< ${percent(least)}`;
  return percent(Math.floor(share / least) * least);
}
