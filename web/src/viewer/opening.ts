/** From an address to a file that a reader can open: the token, one look at the reply, and what the file is. */

import type { Values } from "../i18n/message";
import { ReaderError, type DocumentFile } from "../reader/reader";
import { t } from "./texts";

export type ViewerType = "pdf" | "html";

/** What the page around the viewer asked for. `type` is null when the reply is to tell it. */
export interface Request {
  readonly url: string;
  readonly type: ViewerType | null;
}

export interface Found {
  readonly file: DocumentFile;
  readonly type: ViewerType;
}

type Reason =
  | "address"
  | "policy"
  | "refused"
  | "missing"
  | "unreachable"
  | "failed"
  | "type"
  | "token"
  | "broken";

/** Why a document can't be shown, in words. */
export class OpeningError extends Error {
  override readonly name = "OpeningError";

  constructor(
    readonly reason: Reason,
    values: Values = {},
  ) {
    super(t(reason, values).trim());
  }
}

interface Look {
  readonly status: number;
  readonly type: ViewerType | null;
}

/** Statuses that a fresh token may turn: an expired one is answered as if the document were not there. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 404]);
const TOKEN_MILLISECONDS = 30_000;
const VIOLATION_MILLISECONDS = 50;
const TYPES: Readonly<Record<string, ViewerType>> = {
  "application/pdf": "pdf",
  "application/x-pdf": "pdf",
  "application/xhtml+xml": "html",
  "text/html": "html",
};

/**
 * The file at an address, with the token that opens it. The token is asked for first, and once more when the
 * document is refused with it. What the reply says of its type goes before what the page said.
 *
 * Throws OpeningError.
 */
export async function findFile(request: Request, token: () => Promise<string>): Promise<Found> {
  const address = addressOf(request.url);
  let file = fileAt(address, await asked(token));
  let look = await lookAt(address, file);
  if (REFUSALS.has(look.status)) {
    const again = fileAt(address, await asked(token));
    if (again.headers.Authorization !== file.headers.Authorization) {
      file = again;
      look = await lookAt(address, file);
    }
  }
  if (look.status >= 400) throw new OpeningError(reasonOf(look.status), { status: look.status });
  const type = look.type ?? request.type;
  if (type === null) throw new OpeningError("type");
  return { file, type };
}

/** The error in the viewer's own words, whoever threw it. */
export function openingError(error: unknown, url: string): OpeningError {
  if (error instanceof OpeningError) return error;
  if (!(error instanceof ReaderError) || error.reason === "broken") {
    return new OpeningError("broken", { why: error instanceof ReaderError ? error.message : "" });
  }
  return new OpeningError(error.reason, { origin: URL.parse(url, location.href)?.origin ?? url });
}

/** An address of the web; relative ones are taken from this service. Throws OpeningError. */
export function addressOf(url: string): URL {
  const address = URL.parse(url, location.href);
  const isFile = address && (address.protocol === "http:" || address.protocol === "https:");
  if (!isFile || address.username || address.password) throw new OpeningError("address", { url });
  return address;
}

/** The kind of document that a Content-Type names, null for any other. */
export function typeOf(contentType: string | null): ViewerType | null {
  const [name = ""] = (contentType ?? "").split(";");
  return TYPES[name.trim().toLowerCase()] ?? null;
}

function fileAt(address: URL, token: string): DocumentFile {
  return { url: address.href, headers: token ? { Authorization: `Bearer ${token}` } : {} };
}

async function asked(token: () => Promise<string>): Promise<string> {
  let timer = 0;
  const late = new Promise<never>((_, reject) => {
    timer = window.setTimeout(() => reject(new OpeningError("token")), TOKEN_MILLISECONDS);
  });
  try {
    return await Promise.race([token(), late]);
  } catch {
    throw new OpeningError("token");
  } finally {
    clearTimeout(timer);
  }
}

/** Status and type of a file, without reading it. */
async function lookAt(address: URL, file: DocumentFile): Promise<Look> {
  const ends = new AbortController();
  const violation = watchPolicy(address.origin);
  try {
    const reply = await fetch(file.url, { headers: file.headers, credentials: "omit", signal: ends.signal });
    return { status: reply.status, type: typeOf(reply.headers.get("Content-Type")) };
  } catch {
    throw new OpeningError((await violation.happened()) ? "policy" : "unreachable", { origin: address.origin });
  } finally {
    violation.end();
    ends.abort();
  }
}

/** Whether the content policy of this page forbade a request; browsers tell it a moment after the request failed. */
function watchPolicy(origin: string) {
  let happened = false;
  const listener = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent) => {
    const blocked = URL.parse(blockedURI);
    if (effectiveDirective === "connect-src" && blocked?.origin === origin) happened = true;
  };
  document.addEventListener("securitypolicyviolation", listener);
  return {
    async happened(): Promise<boolean> {
      if (!happened) await new Promise((done) => setTimeout(done, VIOLATION_MILLISECONDS));
      return happened;
    },
    end: () => document.removeEventListener("securitypolicyviolation", listener),
  };
}

function reasonOf(status: number): Reason {
  if (status === 401 || status === 403) return "refused";
  return status === 404 ? "missing" : "failed";
}
