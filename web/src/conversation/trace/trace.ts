/** What the trace of an answer says, made ready to be shown. */

import { placesOf, type Place } from "../../api/places";
import type { Trace, TracedPassage } from "../../api/types";
import { formatNumber } from "../../i18n/message";
import { t } from "./texts";

/** Stages in the order they happen, with the text that names each. */
const STAGES = [
  ["rewriting", "rewriting"],
  ["loading", "opening"],
  ["search", "search"],
  ["reranking", "reranking"],
  ["first_piece", "first_piece"],
  ["whole", "whole"],
] as const;
const SCORES = ["words", "meaning", "page", "rows", "names", "sections", "definitions", "prior", "reranked"] as const;
const SETTINGS = ["instead_of", "context_tokens", "answer_tokens", "temperature", "sources"] as const;
/** What a score is multiplied by, in place of being added; 1 changes nothing. */
const FACTOR = "prior";

/** "search 5 ms", one for each stage that was timed. */
export function timesOf(timings: Trace["timings"]): string[] {
  return STAGES.flatMap(([stage, text]) => {
    const taken = timings[stage];
    return taken === undefined ? [] : [t(text, { time: milliseconds(taken) })];
  });
}

/** Where a passage stands; nowhere when its source has no places. */
export function placesOfPassage({ source, upload_id }: TracedPassage): Place[] {
  return placesOf({ ...source, upload_id });
}

/** "words 0.30 · meaning 1.00": what a passage's score was made of, without what adds nothing to it. */
export function madeOf(scores: TracedPassage["scores"]): string {
  return Object.entries(scores)
    .filter(([name, value]) => value !== (name === FACTOR ? 1 : 0))
    .map(([name, value]) => `${nameOf(name)} ${shownScore(value)}`)
    .join(" · ");
}

export function shownScore(score: number): string {
  return formatNumber(score, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** How a score compares with the best one, from 0 to 1. */
export function shareOf(score: number, best: number): number {
  return best > 0 ? Math.min(1, Math.max(0, score / best)) : 0;
}

/** How many pieces of the answer were supported, and how many were not; empty where none was checked. */
export function checkedIn(sentences: Trace["sentences"]): string[] {
  const supported = sentences.filter((one) => one.supported).length;
  const others = sentences.length - supported;
  return [
    ...(supported ? [t("supported", { count: supported })] : []),
    ...(others ? [t("unsupported", { count: others })] : []),
  ];
}

/** The model that wrote and its settings, "big-model · temperature 0", and those whose names are new as they are. */
export function writerOf(writer: Trace["written_by"]): string {
  if (!writer) return t("nothing");
  const settings = Object.entries(writer.settings).map(([name, value]) => settingOf(name, value));
  return [writer.model || t("noModel"), ...settings].join(" · ");
}

function milliseconds(value: number): string {
  const digits = value < 10 ? 1 : 0;
  return formatNumber(value, { style: "unit", unit: "millisecond", unitDisplay: "short", maximumFractionDigits: digits });
}

function settingOf(name: string, given: unknown): string {
  const value = typeof given === "number" ? given : String(given);
  const known = SETTINGS.find((one) => one === name);
  return known ? t(known, { value }) : t("setting", { name, value });
}

function nameOf(score: string): string {
  const known = SCORES.find((one) => one === score);
  return known ? t(known) : score;
}
