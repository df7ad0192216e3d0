/** The account: who is signed in, what is left of the quota, and the keys. */

import type { components } from "../api/schema";
import { Page, Section } from "../ui/page";
import { Skeleton } from "../ui/progress";
import "./account-view.css";
import { Failure } from "./failure";
import { KeysSection } from "./keys-section";
import { QuotaSection } from "./quota-section";
import { t } from "./texts";
import { useReply } from "./use-reply";

type Schemas = components["schemas"];

export function AccountView() {
  const [me] = useReply<{ readonly name: string }>("/users/me");
  return (
    <Page
      title={t("account")}
      lead={<bdi>{me.state === "ready" ? t("accountOf", { name: me.data.name }) : "\u00a0"}</bdi>}
    >
      <QuotaSection />
      <KeysSection />
      <ServiceSection />
    </Page>
  );
}

function ServiceSection() {
  const [reply, retry] = useReply<Schemas["ServiceInfo"]>("/service");
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
