import { describe, expect, it } from "vitest";

import { explained } from "./loading";

function failure(name: string, message = "", more: object = {}): Error {
  return Object.assign(new Error(message), { name }, more);
}

describe("what goes wrong while a file is opened", () => {
  it.each([
    [failure("ResponseException", "", { status: 401 }), "refused"],
    [failure("ResponseException", "", { status: 403 }), "refused"],
    [failure("ResponseException", "", { status: 404 }), "missing"],
    [failure("ResponseException", "", { status: 502 }), "unreachable"],
    [failure("ResponseException", "", { status: 0 }), "unreachable"],
    [failure("UnknownErrorException", "Failed to fetch"), "unreachable"],
    [failure("InvalidPDFException", "Invalid PDF structure."), "broken"],
    [failure("PasswordException", "No password given"), "broken"],
    ["no error at all", "broken"],
  ])("is told as what it means: %s", (error, reason) => {
    expect(explained(error).reason).toBe(reason);
  });

  it("says that a password is wanted", () => {
    expect(explained(failure("PasswordException")).message).toContain("password");
  });
});
