/** Names of documents as they can be shown: whatever a file is called, it moves nothing around it. */

// Controls, line and paragraph separators, and what turns the direction of the text that follows.
const UNSHOWN = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]+/gu;

/** A name in one line, without characters that are there to deceive. */
export function shownName(name: string): string {
  return name.replace(UNSHOWN, " ").trim() || "\u2014";
}

/** The part of a file's name before its extension, which is what a person means to change. */
export function stemLength(name: string): number {
  const dot = name.lastIndexOf(".");
  return dot > 0 && name.length - dot <= 6 ? dot : name.length;
}

/** A name as part of a sentence: whichever way it is read, the words around it stay in their order. */
export function inSentence(name: string): string {
  return `\u2068${shownName(name)}\u2069`;
}

/** A name quoted in a sentence. */
export function quoted(name: string): string {
  return `“${inSentence(name)}”`;
}
