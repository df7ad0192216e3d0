/** Calls of the service's HTTP API: the key, the envelope, errors, and streams. */

export const API = "/api/v2";

/** A reply that is no success. `status` is 0 when the service was not reached. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

interface Call {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  query?: Query;
  /** Sent as JSON, or as it is when it is a form. */
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/** The service as one user sees it. */
export class Client {
  constructor(
    private readonly key: string,
    private readonly base: string = API,
  ) {}

  get headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.key}` };
  }

  /** The address of a path, for those who fetch by themselves with `headers`. */
  url(path: string, query: Query = {}): string {
    const parts = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) parts.append(name, String(value));
    }
    const text = parts.toString();
    return new URL(`${this.base}${path}${text ? `?${text}` : ""}`, location.href).href;
  }

  /** The `data` of a reply. Throws ApiError. */
  async json<T>(path: string, call: Call = {}): Promise<T> {
    const reply = await this.fetch(path, call);
    return ((await reply.json()) as { data: T }).data;
  }

  /** The reply itself, once it is a success. Throws ApiError. */
  async fetch(path: string, call: Call = {}): Promise<Response> {
    const { method = "GET", query, body, signal } = call;
    const isForm = body instanceof FormData;
    const headers = body === undefined || isForm ? this.headers : { ...this.headers, "Content-Type": "application/json" };
    const init: RequestInit = { method, headers, signal: signal ?? null };
    if (body !== undefined) init.body = isForm ? body : JSON.stringify(body);
    let reply: Response;
    try {
      reply = await fetch(this.url(path, query), init);
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiError(0, "The service does not answer.");
    }
    if (!reply.ok) throw new ApiError(reply.status, await detail(reply));
    return reply;
  }

  /** The data of each server-sent event of a reply, as it comes. Ending the loop early ends the request. */
  async *events<T>(path: string, call: Call = {}): AsyncGenerator<T> {
    const reply = await this.fetch(path, call);
    if (!reply.body) return;
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const events = (rest + value).split("\n\n");
        rest = events.pop() ?? "";
        for (const event of events) {
          if (event.startsWith("data: ")) yield JSON.parse(event.slice("data: ".length)) as T;
        }
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }
}

/** What an error reply says, in words for a person. */
async function detail(reply: Response): Promise<string> {
  const text = await reply.text();
  try {
    const said = (JSON.parse(text) as { detail?: unknown }).detail;
    if (typeof said === "string") return said;
    if (Array.isArray(said)) return said.map((one: { msg?: string }) => one.msg ?? "").join(" ");
  } catch {
    // No JSON: a proxy in between answered.
  }
  return `${reply.status} ${reply.statusText}`;
}
