/** The keys: what there is, a new one, and an end to one. */

import { useState } from "preact/hooks";

import type { Client } from "../api/client";
import type { components } from "../api/schema";
import { formatTime } from "../i18n/message";
import { useReply } from "../state/reply";
import { client, noteRefusal, signOut } from "../state/session";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { notify, notifyError } from "../ui/notices";
import { Section } from "../ui/page";
import { Skeleton } from "../ui/progress";
import { Failure } from "./failure";
import { t } from "./texts";

type ApiKey = components["schemas"]["ApiKey"];
type NewApiKey = components["schemas"]["NewApiKey"];

const liveKeys = (client: Client, signal: AbortSignal) => client.json<readonly ApiKey[]>("/users/keys", { signal });

export function KeysSection() {
  const [reply, reload] = useReply(liveKeys);
  const [made, setMade] = useState<NewApiKey | null>(null);
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  const [busy, setBusy] = useState(false);
  const create = async () => {
    setBusy(true);
    try {
      setMade((await client.value?.json<NewApiKey>("/users/keys", { method: "POST" })) ?? null);
      reload();
    } catch (error) {
      noteRefusal(error);
      notifyError(error);
    }
    setBusy(false);
  };
  return (
    <Section
      title={t("keys")}
      hint={t("keysHint")}
      actions={
        <Button icon="add" disabled={busy} onClick={() => void create()}>
          {t("createKey")}
        </Button>
      }
    >
      {reply.state === "loading" && <Skeleton lines={2} />}
      {reply.state === "failed" && <Failure message={reply.message} onRetry={reload} />}
      {reply.state === "ready" && <KeyList keys={reply.data} onRevoke={setLeaving} />}
      {made && <NewKeyDialog made={made} onClose={() => setMade(null)} />}
      {leaving && <RevokeDialog apiKey={leaving} onDone={reload} onClose={() => setLeaving(null)} />}
    </Section>
  );
}

interface KeyListProps {
  readonly keys: readonly ApiKey[];
  readonly onRevoke: (key: ApiKey) => void;
}

function KeyList({ keys, onRevoke }: KeyListProps) {
  return (
    <ul class="keys">
      {keys.map((one) => (
        <li key={one.id} class="keys-row">
          <Icon name="key" />
          <code class="keys-hint">{one.hint}</code>
          {one.current && <Badge tone="accent">{t("thisBrowser")}</Badge>}
          <span class="keys-created">{t("created", { time: formatTime(one.created_at) })}</span>
          <Button look="quiet" aria-label={t("revokeKey", { hint: one.hint })} onClick={() => onRevoke(one)}>
            {t("revoke")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function NewKeyDialog({ made, onClose }: { readonly made: NewApiKey; readonly onClose: () => void }) {
  return (
    <Dialog title={t("keyCreatedTitle")} onClose={onClose}>
      <div class="keys-secret">
        <code>{made.secret}</code>
        <CopyButton text={made.secret} />
      </div>
      <p>{t("keyCreatedHint")}</p>
      <div class="dialog-actions">
        <Button look="primary" onClick={onClose}>
          {t("keyDone")}
        </Button>
      </div>
    </Dialog>
  );
}

interface RevokeDialogProps {
  readonly apiKey: ApiKey;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function RevokeDialog({ apiKey, onDone, onClose }: RevokeDialogProps) {
  const revoke = async () => {
    try {
      await client.value?.json(`/users/keys/${apiKey.id}`, { method: "DELETE" });
    } catch (error) {
      noteRefusal(error);
      throw error;
    }
    notify(t("revoked"));
    if (apiKey.current) signOut();
    else onDone();
  };
  return (
    <ConfirmDialog
      title={t("revokeAsk", { hint: apiKey.hint })}
      action={t("revoke")}
      danger
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{apiKey.current ? t("revokeHintCurrent") : t("revokeHint")}</p>
    </ConfirmDialog>
  );
}
