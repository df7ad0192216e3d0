import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { ReaderError } from "../reader/reader";
import { OpeningError, addressOf, findFile, openingError, typeOf } from "./opening";

interface Sent {
  readonly url: string;
  readonly token: string | undefined;
}

const sent: Sent[] = [];

/** Answers each request by its token: PDF for "good", the status given for all others. */
function serve(refusal: number, contentType = "application/pdf") {
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const token = (init.headers as Record<string, string>).Authorization?.replace("Bearer ", "");
    sent.push({ url, token });
    const opens = token === "good" || refusal === 200;
    return Promise.resolve(new Response("", { status: opens ? 200 : refusal, headers: { "Content-Type": contentType } }));
  });
}

function tokens(...given: string[]) {
  return () => Promise.resolve(given.shift() ?? "");
}

const URL_OF_A_FILE = "https://chat.example/api/v2/documents/1/download";

beforeEach(() => {
  sent.length = 0;
});

afterEach(() => vi.unstubAllGlobals());

describe("a file to open", () => {
  it("is asked for with the token of the page around", async () => {
    serve(401);
    const found = await findFile({ url: URL_OF_A_FILE, type: null }, tokens("good"));
    expect(found).toEqual({ type: "pdf", file: { url: URL_OF_A_FILE, headers: { Authorization: "Bearer good" } } });
  });

  it("is asked for without a header when there is no token", async () => {
    serve(200);
    const found = await findFile({ url: `${URL_OF_A_FILE}?token=x`, type: null }, tokens(""));
    expect(found.file.headers).toEqual({});
    expect(sent).toEqual([{ url: `${URL_OF_A_FILE}?token=x`, token: undefined }]);
  });

  it.each([401, 403, 404])("is asked for once more with a fresh token after %i", async (status) => {
    serve(status);
    const found = await findFile({ url: URL_OF_A_FILE, type: "pdf" }, tokens("old", "good"));
    expect(found.file.headers.Authorization).toBe("Bearer good");
    expect(sent.map((one) => one.token)).toEqual(["old", "good"]);
  });

  it("is refused when the fresh token is no better, and not asked for again when it is the same", async () => {
    serve(401);
    const request = { url: URL_OF_A_FILE, type: null };
    await expect(findFile(request, tokens("old", "older", "good"))).rejects.toMatchObject({ reason: "refused" });
    await expect(findFile(request, tokens("old", "old"))).rejects.toMatchObject({ reason: "refused" });
    expect(sent.map((one) => one.token)).toEqual(["old", "older", "old"]);
  });

  it("is what its reply says, or else what the page says", async () => {
    serve(200, "text/html; charset=utf-8");
    await expect(findFile({ url: URL_OF_A_FILE, type: "pdf" }, tokens())).resolves.toMatchObject({ type: "html" });
    serve(200, "application/octet-stream");
    await expect(findFile({ url: URL_OF_A_FILE, type: "html" }, tokens())).resolves.toMatchObject({ type: "html" });
    await expect(findFile({ url: URL_OF_A_FILE, type: null }, tokens())).rejects.toMatchObject({ reason: "type" });
  });

  it("says what went wrong", async () => {
    const request = { url: URL_OF_A_FILE, type: null };
    serve(500);
    await expect(findFile(request, tokens())).rejects.toMatchObject({ reason: "failed", message: "The file does not load: the server answered with status 500." });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(findFile(request, tokens())).rejects.toMatchObject({
      reason: "unreachable",
      message: "The file does not load: https://chat.example does not answer, or does not let this page read from it.",
    });
    await expect(findFile(request, () => Promise.reject(new Error("no")))).rejects.toMatchObject({ reason: "token" });
  });
});

describe("an address", () => {
  it.each(["javascript:alert(1)", "data:text/html,x", "blob:https://a.example/1", "file:///etc/passwd", "https://a:b@c.example/", "https://"])(
    "is none of this kind: %s",
    (url) => {
      expect(() => addressOf(url)).toThrow(OpeningError);
    },
  );

  it("may be relative", () => {
    expect(addressOf("/api/v2/x").href).toBe(new URL("/api/v2/x", location.href).href);
  });
});

describe("the type of a file", () => {
  it.each([["application/pdf", "pdf"], ["Text/HTML; charset=utf-8", "html"], ["text/plain", null], [null, null]])(
    "%s is %s",
    (contentType, type) => {
      expect(typeOf(contentType)).toBe(type);
    },
  );
});

it("reader's errors keep their reason", () => {
  expect(openingError(new ReaderError("missing", "gone"), URL_OF_A_FILE).reason).toBe("missing");
  expect(openingError(new Error("?"), URL_OF_A_FILE).reason).toBe("broken");
});
