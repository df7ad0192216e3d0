/** Texts of the interface. Each room keeps its own, in both languages, and reads them with `messages`. */

import { language, type Language } from "./language";

/** Values for the {places} of a text. `count` also chooses between `one|many` forms, parted by "|". */
export type Values = Readonly<Record<string, string | number>>;

type Texts = Readonly<Record<string, string>>;

/**
 * A function that gives a room's texts in the interface's language.
 *
 *     const t = messages({ pages: "{count} page|{count} pages" }, { pages: "{count} 页" });
 *     t("pages", { count: 3 });
 */
export function messages<English extends Texts>(
  english: English,
  chinese: { readonly [Name in keyof English]: string },
): (name: keyof English, values?: Values) => string {
  const texts: Record<Language, { readonly [Name in keyof English]: string }> = { en: english, zh: chinese };
  return (name, values = {}) => filled(chosen(texts[language.value][name], values.count), values);
}

/** A number as people of the interface's language write it. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(language.value, options).format(value);
}

/** A time in Unix seconds as a date with hour and minute. */
export function formatTime(unixSeconds: number): string {
  const style: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(language.value, style).format(unixSeconds * 1000);
}

function chosen(text: string, count: string | number | undefined): string {
  const [one = "", many = one] = text.split("|");
  return count === undefined || Number(count) === 1 ? one : many;
}

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : typeof value === "number" ? formatNumber(value) : value;
  });
}
