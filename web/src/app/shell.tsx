/** What stands around every view: the way to the others, preferences, and leaving. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { PreferencesMenu } from "../account/preferences-menu";
import { t as accountTexts } from "../account/texts";
import { goTo, hrefOf, route } from "../state/route";
import { signOut } from "../state/session";
import { clearWorkspace } from "../state/workspace";
import { BrandMark } from "../ui/brand";
import { Icon, type IconName } from "../ui/icon";
import { announcePlaces } from "./place";
import "./shell.css";
import { t } from "./texts";

export function Shell({ children }: { readonly children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => (main.current ? announcePlaces(main.current) : undefined), []);
  useEffect(() => clearWorkspace, []);
  const isReading = route.value.view === "documents";
  return (
    <div class={`shell ${isReading ? "shell-reading" : ""}`}>
      <a
        class="shell-skip"
        href="#main"
        onClick={(event) => {
          // The address's hash is the app's own: it must not change.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t("skip")}
      </a>
      <header class="shell-bar">
        <a class="shell-brand" href={hrefOf({ view: "library" })} aria-label={t("brandHome")} title="ChatDOC">
          <BrandMark />
        </a>
        <Places />
        <div class="shell-end">
          <PreferencesMenu
            side="above"
            more={[{ items: [{ label: accountTexts("signOut"), icon: "signOut", onSelect: leave }] }]}
          />
        </div>
      </header>
      <main id="main" ref={main} class="shell-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Places() {
  const here = route.value.view;
  const isInLibrary = here === "library" || here === "collection" || here === "documents";
  return (
    <nav class="shell-places" aria-label={t("places")}>
      <Place view="library" icon="library" current={here === "library" ? "page" : isInLibrary ? "true" : undefined} />
      <Place view="account" icon="user" current={here === "account" ? "page" : undefined} />
      <Place view="developers" icon="code" current={here === "developers" ? "page" : undefined} />
    </nav>
  );
}

interface PlaceProps {
  readonly view: "library" | "account" | "developers";
  readonly icon: IconName;
  /** "page" for the view itself, "true" for one within it. */
  readonly current: "page" | "true" | undefined;
}

function Place({ view, icon, current }: PlaceProps) {
  return (
    <a class="shell-place" href={hrefOf({ view })} aria-current={current}>
      <Icon name={icon} />
      <span>{t(view)}</span>
    </a>
  );
}

function leave(): void {
  signOut();
  goTo({ view: "library" });
}
