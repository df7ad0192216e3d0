/** Keys of the reader. Single keys work only while the focus is in the reader, so that they disturb nobody else. */

export type Command =
  | "next"
  | "previous"
  | "goTo"
  | "zoomIn"
  | "zoomOut"
  | "fitWidth"
  | "fitPage"
  | "rotateRight"
  | "rotateLeft"
  | "find"
  | "outline"
  | "thumbnails"
  | "selectBox"
  | "ask"
  | "nextProof"
  | "previousProof"
  | "help"
  | "close";

/** A key as `KeyboardEvent.key` names it; upper case means with Shift. */
export const KEYS: readonly (readonly [Command, ...(readonly string[])])[] = [
  ["next", "j"],
  ["previous", "k"],
  ["goTo", "g"],
  ["zoomIn", "+", "="],
  ["zoomOut", "-"],
  ["fitWidth", "0"],
  ["fitPage", "9"],
  ["rotateRight", "r"],
  ["rotateLeft", "R"],
  ["find", "f", "/"],
  ["outline", "o"],
  ["thumbnails", "t"],
  ["selectBox", "s"],
  ["ask", "a"],
  ["nextProof", "n"],
  ["previousProof", "p"],
  ["help", "?"],
  ["close", "Escape"],
];

const BY_KEY = new Map(KEYS.flatMap(([command, ...keys]) => keys.map((key) => [key, command] as const)));

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
}

/**
 * What a key asks of the reader, null for nothing. While a person writes in a field, keys are letters: only those with
 * Ctrl or Cmd count.
 */
export function commandOf(pressed: Pressed, isWriting: boolean): Command | null {
  if (pressed.isComposing || pressed.altKey) return null;
  if (pressed.ctrlKey || pressed.metaKey) return pressed.key.toLowerCase() === "f" ? "find" : null;
  return isWriting ? null : (BY_KEY.get(pressed.key) ?? null);
}

/** Whether keys that reach an element write into it or choose in it. */
export function isWritingIn(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=menu]") !== null;
}
