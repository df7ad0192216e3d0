/** What some answers carry beside text and sources, read with care from their last event or the stored question. */

import type { SourceItem } from "../api/types";

export interface FormulaInput {
  readonly label: string;
  readonly value: string;
  readonly source: SourceItem | null;
}

export interface Formula {
  readonly text: string;
  readonly inputs: readonly FormulaInput[];
}

export interface Extras {
  /** Sentences of the answer that nothing in the documents supports. */
  readonly unsupported: readonly string[];
  /** How a figure of the answer was computed, and from what. */
  readonly formula: Formula | null;
}

export function extrasOf(question: object): Extras {
  const unsupported = "unsupported" in question && Array.isArray(question.unsupported) ? question.unsupported : [];
  return {
    unsupported: unsupported.filter((one): one is string => typeof one === "string"),
    formula: "formula" in question ? formulaOf(question.formula) : null,
  };
}

function formulaOf(given: unknown): Formula | null {
  if (!isObject(given) || typeof given.text !== "string" || !given.text) return null;
  const inputs = Array.isArray(given.inputs) ? given.inputs.filter(isObject) : [];
  return { text: given.text, inputs: inputs.flatMap(inputOf) };
}

function inputOf({ label, value, source }: Record<string, unknown>): FormulaInput[] {
  if (typeof label !== "string" || (typeof value !== "string" && typeof value !== "number")) return [];
  return [{ label, value: String(value), source: isSource(source) ? source : null }];
}

function isSource(given: unknown): given is SourceItem {
  return isObject(given) && typeof given.upload_id === "string";
}

function isObject(given: unknown): given is Record<string, unknown> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}
