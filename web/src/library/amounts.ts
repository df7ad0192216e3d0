/** Sizes, lengths and dates as the library writes them. */

import type { ListedDocument } from "../api/types";
import { language } from "../i18n/language";
import { formatNumber } from "../i18n/message";
import { t } from "./texts";

const UNITS = ["kilobyte", "megabyte", "gigabyte"] as const;

/** So many bytes, in units of 1,024 of the one before; what is less than a kilobyte counts as one. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes ? Math.max(1, bytes / 1024) : 0, 0];
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  const style = { style: "unit", unit: UNITS[unit] ?? "kilobyte", unitDisplay: "short", maximumFractionDigits: digits } as const;
  return formatNumber(value, style);
}

/** How long documents are together, "128 pages and 1,200 tokens"; empty while nothing is counted. */
export function lengthOf(documents: readonly ListedDocument[]): string {
  const pages = sum(documents.map((one) => (one.layout === "flowing" ? 0 : (one.page_count ?? 0))));
  const tokens = sum(documents.map((one) => one.token_count ?? 0));
  const [one, other] = [pages ? t("pages", { count: pages }) : "", tokens ? t("tokens", { count: tokens }) : ""];
  return one && other ? t("and", { one, other }) : one || other;
}

/** A day, in Unix seconds. */
export function formatDay(unixSeconds: number): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: "medium" }).format(unixSeconds * 1000);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}
