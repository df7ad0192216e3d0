/** How answers are wanted, kept in this browser. */

import type { ModelType } from "../api/types";
import { kept } from "../state/preferences";

export interface Options {
  /** Sources stand at the end of the sentences they support, in place of under the answer. */
  readonly detailed: boolean;
  /** The answer never goes beyond the documents. Detailed sources need it. */
  readonly withinDocuments: boolean;
  /** A language's code; empty for the question's own. */
  readonly language: string;
  readonly model: ModelType;
}

export const options = kept<Options>("answers", { detailed: true, withinDocuments: true, language: "", model: "default" });

/** Languages that answers can be asked for, by the codes that the service knows, each in its own name. */
export const LANGUAGES: readonly (readonly [code: string, name: string])[] = [
  ["en", "English"],
  ["zh", "简体中文"],
  ["zh-hant", "繁體中文"],
  ["ja", "日本語"],
  ["ko", "한국어"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["es", "Español"],
  ["pt", "Português"],
  ["it", "Italiano"],
  ["nl", "Nederlands"],
  ["pl", "Polski"],
  ["sv", "Svenska"],
  ["tr", "Türkçe"],
  ["ru", "Русский"],
  ["uk", "Українська"],
  ["ar", "العربية"],
  ["he", "עברית"],
  ["hi", "हिन्दी"],
  ["th", "ไทย"],
  ["vi", "Tiếng Việt"],
  ["id", "Bahasa Indonesia"],
];
