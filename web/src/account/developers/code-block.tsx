/** A command with what it does, and a button that copies it. */

import { useId } from "preact/hooks";

import { CopyButton } from "../../ui/copy-button";
import "./code-block.css";
import type { Command } from "./commands";
import { t } from "./texts";

export function CodeBlock({ command }: { readonly command: Command }) {
  const id = useId();
  const title = t(command.title);
  return (
    <div class="code-block" data-command={command.id}>
      <div class="code-block-head">
        <h2 id={id}>{title}</h2>
        <CopyButton text={command.code} iconOnly label={t("copyCode", { title })} />
      </div>
      {command.hint && <p class="code-block-hint">{t(command.hint)}</p>}
      {/* It scrolls sideways where it is too wide, which the keyboard must be able to do, too. */}
      <pre class="code-block-code" dir="ltr" tabIndex={0} aria-labelledby={id} role="group">
        <code>{command.code}</code>
      </pre>
    </div>
  );
}
