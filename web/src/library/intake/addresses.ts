/** Addresses of websites as people type or paste them: one a line. */

export interface Addresses {
  /** Whole addresses, each once, in their order. */
  readonly urls: readonly string[];
  /** Lines that are no address of a website. */
  readonly wrong: readonly string[];
}

const MOST_CHARACTERS = 65_536;

export function readAddresses(text: string): Addresses {
  const lines = text.split(/\s+/).filter(Boolean);
  const urls = new Set<string>();
  const wrong: string[] = [];
  for (const line of lines) {
    const url = readAddress(line);
    if (url) urls.add(url);
    else wrong.push(line);
  }
  return { urls: [...urls], wrong };
}

/** An address as a whole, "https://" put before it where it has no scheme; null when it is none. */
function readAddress(line: string): string | null {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(line) ? line : `https://${line}`;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || text.length > MOST_CHARACTERS) return null;
  // A word alone is no host, unless its scheme was given on purpose.
  return text === line || /[.:]/.test(url.host) ? text : null;
}
