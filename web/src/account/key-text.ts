/** What a person pastes as an API key. */

/** Characters that a key is made of: what may stand in a request's header without quotes. */
const KEY = /^ak-[\w.~+/=-]+$/;

/** The key in what was pasted: without spaces, quotes, or the words of a header around it. */
export function keyIn(pasted: string): string {
  return pasted
    .trim()
    .replace(/^(authorization:\s*)?bearer\s+/i, "")
    .replace(/^["'`]|["'`]$/g, "")
    .trim();
}

/** Whether it can be a key at all, so that it may be sent. */
export function looksLikeKey(text: string): boolean {
  return KEY.test(text);
}
