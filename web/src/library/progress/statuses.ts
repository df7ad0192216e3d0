/** What a document's status means to a person. */

import { isFinal as isSettled, isReady } from "../../api/statuses";
import type { ListedDocument } from "../../api/types";
import { t } from "./texts";

/** What a status needs to be told in words; all of it is part of a `ListedDocument`. */
export type Standing = Pick<ListedDocument, "status" | "type"> &
  Partial<Pick<ListedDocument, "layout" | "page_count" | "pages_done" | "documents" | "error_msg" | "url">>;

export interface Stage {
  readonly kind: "waiting" | "working" | "ready" | "failed" | "empty";
  /** What happens now, or why nothing more will. */
  readonly words: string;
  /** Pages read and in all, while they are being read. */
  readonly pages: { readonly done: number; readonly total: number } | null;
}

export interface Failure {
  /** Why, in the interface's language. */
  readonly cause: string;
  /** What the service said of it; empty when it said nothing. */
  readonly said: string;
  /** What a person can do now. */
  readonly advice: string;
}

type Cause = readonly [cause: Parameters<typeof t>[0], advice: Parameters<typeof t>[0]];

/** Failures of which the service says itself what to do about the file or address. */
const LINKS = new Set([-4, -19]);
const PACKAGES = new Set([-9, -13, -25, -27, -28, -29]);

const CAUSES: Readonly<Record<number, Cause>> = {
  [-1]: ["causeText", "adviseOpen"],
  [-2]: ["causeElements", "adviseSave"],
  [-3]: ["causeConvert", "adviseSave"],
  [-4]: ["causeLink", "adviseLink"],
  [-5]: ["causeSize", "adviseSmaller"],
  [-6]: ["causeTokens", "adviseSmaller"],
  [-9]: ["causePagePackage", "advisePackage"],
  [-10]: ["causePages", "adviseSmaller"],
  [-11]: ["causeTitle", "adviseAgain"],
  [-12]: ["causeGone", "adviseAgain"],
  [-13]: ["causeOcr", "adviseOcr"],
  [-14]: ["causePolicy", "adviseOther"],
  [-15]: ["causeDecode", "adviseEncoding"],
  [-16]: ["causeHtmlConvert", "adviseSave"],
  [-17]: ["causeHtmlEmpty", "adviseNoText"],
  [-18]: ["causeHtmlParse", "adviseSave"],
  [-19]: ["causeDownload", "adviseLink"],
  [-25]: ["causeTokenPackage", "adviseTokens"],
  [-27]: ["causeElite", "advisePackage"],
  [-28]: ["causeLite", "advisePackage"],
  [-29]: ["causeBasic", "advisePackage"],
};

/** Whether the status will never change again. An empty collection waits for nothing either. */
export function isFinal(one: Pick<ListedDocument, "status" | "type">): boolean {
  return isSettled(one) || isEmpty(one);
}

/** What a document or collection is at. */
export function stageOf(one: Standing): Stage {
  if (isEmpty(one)) return { kind: "empty", words: t("empty"), pages: null };
  if (one.status < 0) return { kind: "failed", words: failureOf(one).cause, pages: null };
  if (isReady(one)) return { kind: "ready", words: readyWords(one), pages: null };
  if (one.type === "collection") return { kind: "working", words: collectionWords(one), pages: null };
  if (isWaiting(one.status)) return { kind: "waiting", words: t(one.status === 10 ? "linkWaiting" : "waiting"), pages: null };
  return { kind: "working", ...workingWords(one) };
}

/** Why a document failed and what to do about it. */
export function failureOf(one: Standing): Failure {
  const [cause, advice] = CAUSES[one.status] ?? (["causeUnknown", "adviseAgain"] as const);
  const said = one.error_msg?.error_msg ?? "";
  return { cause: t(cause), said, advice: t(said ? adviceBeside(one, advice) : advice) };
}

/** What is left to say where the service has said why and what to do about the file: how to go on from here. */
function adviceBeside(one: Standing, advice: Cause[1]): Cause[1] {
  if (PACKAGES.has(one.status)) return advice;
  return LINKS.has(one.status) || one.url ? "adviseLinkAgain" : "adviseAgain";
}

function isEmpty(one: Pick<ListedDocument, "status" | "type">): boolean {
  return one.type === "collection" && one.status === 1;
}

function isWaiting(status: number): boolean {
  return status <= 1 || status === 7 || status === 10;
}

function workingWords(one: Standing): Pick<Stage, "words" | "pages"> {
  const { status } = one;
  if (status === 15) return { words: t("fetching"), pages: null };
  if (status >= 20 && status < 30) return { words: t("converting"), pages: null };
  if (status === 30) return { words: t("converted"), pages: null };
  if (status === 40) return { words: t(one.layout === "flowing" ? "measuring" : "counting"), pages: null };
  if (status === 50) return readingWords(one);
  if (status >= 70 && status < 210) return { words: t("indexing"), pages: null };
  if (status >= 210) return { words: t("finishing"), pages: null };
  return { words: t("working"), pages: null };
}

function readingWords(one: Standing): Pick<Stage, "words" | "pages"> {
  const total = one.layout === "flowing" ? 0 : (one.page_count ?? 0);
  if (!total) return { words: t("reading"), pages: null };
  const done = Math.min(one.pages_done ?? 0, total);
  return { words: t("readingPage", { page: Math.min(done + 1, total), pages: total }), pages: { done, total } };
}

function collectionWords(one: Standing): string {
  const inside = one.documents ?? [];
  return inside.length ? t("partlyReady", { ready: inside.filter(isReady).length, count: inside.length }) : t("working");
}

function readyWords(one: Standing): string {
  const failed = (one.documents ?? []).filter((document) => document.status < 0).length;
  return failed ? t("partlyFailed", { count: failed }) : t("ready");
}
