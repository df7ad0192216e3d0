/** The reader's keys, in words. */

import { Dialog } from "../../ui/dialog";
import { KEYS, type Command } from "./shortcuts";
import "./shortcuts-dialog.css";
import { t } from "./texts";

/** Keys of what flowing documents don't have. */
const OF_PAGES: ReadonlySet<Command> = new Set(["goTo", "fitWidth", "fitPage", "rotateRight", "rotateLeft", "thumbnails", "selectBox"]);

interface ShortcutsDialogProps {
  readonly layout: "paged" | "flowing";
  readonly onClose: () => void;
}

export function ShortcutsDialog({ layout, onClose }: ShortcutsDialogProps) {
  const shown = KEYS.filter(([command]) => layout === "paged" || !OF_PAGES.has(command));
  return (
    <Dialog title={t("shortcuts")} onClose={onClose}>
      <p>{t("shortcutsHint")}</p>
      <dl class="shortcuts">
        {shown.map(([command, ...keys]) => (
          <div key={command} class="shortcuts-row">
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{nameOf(key)}</kbd>
              ))}
              {command === "find" && <kbd>{isApple() ? "⌘ F" : "Ctrl F"}</kbd>}
            </dt>
            <dd>{wordsFor(command)}</dd>
          </div>
        ))}
        {layout === "paged" && BOX_KEYS.map((row) => <BoxRow key={row.words} {...row} />)}
      </dl>
    </Dialog>
  );
}

interface BoxKeys {
  readonly keys: readonly string[];
  readonly words: "boxPlace" | "boxMove" | "boxResize" | "boxDrop";
}

/** What keys do while a region is selected; the reader itself hears them. */
const BOX_KEYS: readonly BoxKeys[] = [
  { keys: ["↵"], words: "boxPlace" },
  { keys: ["← ↑ ↓ →"], words: "boxMove" },
  { keys: ["⇧ ← ↑ ↓ →"], words: "boxResize" },
  { keys: ["Esc"], words: "boxDrop" },
];

function BoxRow({ keys, words }: BoxKeys) {
  return (
    <div class="shortcuts-row">
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{t(words)}</dd>
    </div>
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

function nameOf(key: string): string {
  if (key === "Escape") return "Esc";
  const isUpper = key.length === 1 && key !== key.toLowerCase();
  return isUpper ? `⇧ ${key}` : key.toUpperCase();
}

function wordsFor(command: Command): string {
  switch (command) {
    case "next":
      return t("keyNext");
    case "previous":
      return t("keyPrevious");
    case "goTo":
      return t("keyGoTo");
    case "outline":
      return t("keyOutline");
    case "thumbnails":
      return t("keyThumbnails");
    case "selectBox":
      return t("keySelect");
    case "ask":
      return t("keyAsk");
    case "help":
      return t("keyHelp");
    case "close":
      return t("keyClose");
    default:
      return t(command);
  }
}
