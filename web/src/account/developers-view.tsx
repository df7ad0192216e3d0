/** The page for developers: the API's address, and commands that are ready to run. */

import { useState } from "preact/hooks";

import { apiKey } from "../state/session";
import { CopyButton } from "../ui/copy-button";
import { Switch } from "../ui/field";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { Tabs } from "../ui/tabs";
import "./developers-view.css";
import { CodeBlock } from "./developers/code-block";
import {
  pythonCommands,
  scriptCommands,
  shellCommands,
  viewerCommands,
  type Command,
  type Surroundings,
} from "./developers/commands";
import { t, type TextName } from "./developers/texts";

const KINDS: readonly { id: string; label: TextName; commands: (given: Surroundings) => Command[] }[] = [
  { id: "curl", label: "tabCurl", commands: shellCommands },
  { id: "python", label: "tabPython", commands: pythonCommands },
  { id: "javascript", label: "tabScript", commands: scriptCommands },
  { id: "viewer", label: "tabViewer", commands: viewerCommands },
];

export function DevelopersView() {
  const [withKey, setWithKey] = useState(false);
  const { origin } = location;
  const given = { origin, key: withKey ? apiKey.value : null };
  const tabs = KINDS.map(({ id, label, commands }) => ({
    id,
    label: t(label),
    render: () => <Commands commands={commands(given)} />,
  }));
  return (
    <Page title={t("developers")} lead={t("developersLead")}>
      <div class="developers-top">
        <div class="developers-address">
          <span class="developers-label">{t("address")}</span>
          <code dir="ltr">{origin}/api/v2</code>
          <CopyButton text={`${origin}/api/v2`} iconOnly label={t("copyCode", { title: t("address") })} />
        </div>
        <Switch label={t("insertKey")} hint={t("insertKeyHint")} checked={withKey} onChange={setWithKey} />
      </div>
      <div class="page-section developers-commands">
        <Tabs label={t("kinds")} tabs={tabs} />
      </div>
      <p class="developers-openapi">
        <Icon name="document" />
        <span>
          <a href="/openapi.json" target="_blank" rel="noopener">
            {t("openapi")}
          </a>
          <span class="page-hint">{t("openapiHint")}</span>
        </span>
      </p>
    </Page>
  );
}

function Commands({ commands }: { readonly commands: readonly Command[] }) {
  return (
    <div class="developers-list">
      {commands.map((one) => (
        <CodeBlock key={one.id} command={one} />
      ))}
    </div>
  );
}
