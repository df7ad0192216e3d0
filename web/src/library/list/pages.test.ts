import { expect, test } from "vitest";

import type { ListedDocument } from "../../api/types";
import { finished, itemsOf, refreshed, type Piece } from "./pages";

function document(id: string, status = 300): ListedDocument {
  return { id, status } as ListedDocument;
}

function piece(ids: string, cursor: string | null = null): Piece {
  return { cursor, items: Array.from(ids).map((id) => document(id)) };
}

function ids(items: readonly ListedDocument[] | undefined): string {
  return (items ?? []).map((one) => one.id).join("");
}

test("pieces follow each other, and nothing stands twice", () => {
  expect(ids(itemsOf([piece("abc"), piece("cde", "1"), piece("f", "2")]))).toBe("abcdef");
});

test("new documents come to the front and push nothing out", () => {
  expect(ids(refreshed(piece("cdef"), piece("abcd").items, false)?.items)).toBe("abcdef");
});

test("what was removed goes", () => {
  expect(ids(refreshed(piece("abcdef"), piece("acd").items, false)?.items)).toBe("acdef");
  expect(ids(refreshed(piece("abcdef"), piece("ab").items, true)?.items)).toBe("ab");
});

test("a list that has changed beyond knowing is loaded anew", () => {
  expect(refreshed(piece("xyz"), piece("abc").items, false)).toBeNull();
});

test("a list that was empty takes what comes", () => {
  expect(ids(refreshed(piece(""), piece("abc").items, false)?.items)).toBe("abc");
});

test("what became final is told once", () => {
  const isFinal = (one: ListedDocument) => one.status >= 300 || one.status < 0;
  const before = [document("a", 50), document("b", 300), document("c", 50), document("d", 50)];
  const after = [document("e", 300), document("a", 300), document("b", 300), document("c", -1), document("d", 70)];
  expect(ids(finished(before, after, isFinal))).toBe("ac");
});
