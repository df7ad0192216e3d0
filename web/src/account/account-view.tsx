/** The account: who is signed in, what is left of the quota, and the keys. */

import type { Client } from "../api/client";
import { useReply } from "../state/reply";
import { serviceInfo } from "../state/service";
import { inSentence } from "../ui/names";
import { Page, Section } from "../ui/page";
import { Skeleton } from "../ui/progress";
import "./account-view.css";
import { Failure } from "./failure";
import { KeysSection } from "./keys-section";
import { QuotaSection } from "./quota-section";
import { t } from "./texts";

const whoIsSignedIn = (client: Client, signal: AbortSignal) => client.json<{ readonly name: string }>("/users/me", { signal });

export function AccountView() {
  const [me] = useReply(whoIsSignedIn);
  return (
    <Page
      title={t("account")}
      lead={me.state === "ready" ? t("accountOf", { name: inSentence(me.data.name) }) : "\u00a0"}
    >
      <QuotaSection />
      <KeysSection />
      <ServiceSection />
    </Page>
  );
}

function ServiceSection() {
  const [reply, retry] = useReply(serviceInfo);
  return (
    <Section title={t("service")}>
      {reply.state === "loading" && <Skeleton lines={2} />}
      {reply.state === "failed" && <Failure message={reply.message} onRetry={retry} />}
      {reply.state === "ready" && (
        <dl class="account-facts">
          <dt>{t("model")}</dt>
          <dd>{reply.data.writes_answers ? t("answersByModel") : t("answersWithoutModel")}</dd>
          <dt>{t("serviceVersion")}</dt>
          <dd>ChatDOC {reply.data.version}</dd>
        </dl>
      )}
    </Section>
  );
}
