/** Signing in: by the key of this computer where the service hands it out, else by pasting one. */

import { useEffect, useRef, useState } from "preact/hooks";

import { ApiError } from "../api/client";
import { client, departure, offeredKey, signIn, signInLocally } from "../state/session";
import { Brand } from "../ui/brand";
import { Button } from "../ui/button";
import { wordsFor } from "../ui/errors";
import { SecretField } from "../ui/field";
import { notify } from "../ui/notices";
import { Spinner } from "../ui/progress";
import { keyIn, looksLikeKey } from "./key-text";
import { PreferencesMenu } from "./preferences-menu";
import { ProofArt } from "./proof-art";
import "./sign-in.css";
import { t } from "./texts";

type Phase = "looking" | "form" | "signing-in";

export function SignIn() {
  // Whoever has left is not signed in again unasked; and where a key was refused, first the person is told.
  const [phase, setPhase] = useState<Phase>(() => (departure.value === null ? "looking" : "form"));
  const [error, setError] = useState("");
  const attempt = async (during: Phase, action: () => Promise<string>) => {
    setPhase(during);
    setError("");
    const problem = await action().catch(problemOf);
    if (client.value && problem) notify(t("signedInElsewhere"), "error");
    offeredKey.value = null;
    setError(problem);
    setPhase("form");
  };
  useEffect(() => {
    document.title = `${t("signIn")} · ChatDOC`;
    const offered = offeredKey.value;
    if (offered !== null) void attempt("signing-in", () => signInWith(offered));
    else if (departure.value === null) void attempt("looking", async () => ((await signInLocally()), ""));
  }, []);
  return (
    <div class="sign-in">
      <aside class="sign-in-pitch">
        <Brand />
        <div class="sign-in-art">
          <ProofArt />
        </div>
        <p class="sign-in-headline">{t("signInHeadline")}</p>
        <p class="sign-in-words">{t("signInPitch")}</p>
      </aside>
      <main id="main" class="sign-in-main">
        <div class="sign-in-corner">
          <PreferencesMenu />
        </div>
        <div class="sign-in-panel">
          <div class="sign-in-brand">
            <Brand />
          </div>
          <h1>{t("signInWelcome")}</h1>
          {phase === "looking" ? (
            <Spinner label={t("looking")} labelShown />
          ) : (
            <KeyForm
              busy={phase === "signing-in"}
              error={error}
              onKey={(pasted) => void attempt("signing-in", () => signInWith(pasted))}
              onLocal={() =>
                void attempt("signing-in", async () => ((await signInLocally()) ? "" : t("localFailed")))
              }
            />
          )}
        </div>
      </main>
    </div>
  );
}

interface KeyFormProps {
  readonly busy: boolean;
  readonly error: string;
  readonly onKey: (pasted: string) => void;
  readonly onLocal: () => void;
}

function KeyForm({ busy, error, onKey, onLocal }: KeyFormProps) {
  const [pasted, setPasted] = useState("");
  const form = useRef<HTMLFormElement>(null);
  // Also after each attempt that failed.
  useEffect(() => form.current?.querySelector("input")?.focus(), [error]);
  return (
    <>
      {departure.value !== null && (
        <p class={`sign-in-departure sign-in-${departure.value}`} role="status">
          {t(departure.value)}
        </p>
      )}
      <form
        ref={form}
        class="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onKey(pasted);
        }}
      >
        <SecretField
          label={t("keyLabel")}
          hint={t("signInStays")}
          error={error}
          value={pasted}
          placeholder="ak-…"
          onInput={(event) => setPasted(event.currentTarget.value)}
        />
        <Button look="primary" type="submit" aria-disabled={busy}>
          {busy ? t("signingIn") : t("signIn")}
        </Button>
        {departure.value !== null && (
          <Button icon="key" disabled={busy} onClick={onLocal}>
            {t("signInLocally")}
          </Button>
        )}
      </form>
      <details class="sign-in-how">
        <summary>{t("keyHow")}</summary>
        <p>{t("keyHowWhat")}</p>
        <p>{t("keyHowFile")}</p>
        <pre>data/api-key</pre>
        <p>{t("keyHowCommand")}</p>
        <pre>chatdoc-server keys create --user local</pre>
      </details>
    </>
  );
}

/** What is wrong with a key, in words; empty when it has signed in. Throws ApiError. */
async function signInWith(pasted: string): Promise<string> {
  const key = keyIn(pasted);
  if (!key) return t("keyMissing");
  if (!looksLikeKey(key)) return t("keyMalformed");
  await signIn(key);
  return "";
}

function problemOf(error: unknown): string {
  return error instanceof ApiError && error.status === 401 ? t("keyRefused") : wordsFor(error);
}
