/** What copies of documents are charged: pages again, from the package each was read with, or tokens. */

import type { ListedDocument, Packages, PackageType } from "../../api/types";
import { leftOf, pagePackage, type PackageName } from "../intake/plan";
import { t } from "../texts";

/** Pages by package, and tokens, in a fixed order; only what is not nothing. */
function costsOf(documents: readonly ListedDocument[]): ReadonlyMap<PackageName, number> {
  const sums = new Map<PackageName, number>();
  for (const one of documents) {
    const name = one.layout === "flowing" ? "documents_tokens" : pagePackage(one.package_type);
    const amount = (one.layout === "flowing" ? one.token_count : one.page_count) ?? 0;
    if (amount) sums.set(name, (sums.get(name) ?? 0) + amount);
  }
  return sums;
}

/** The cost in words. */
export function cloneCost(documents: readonly ListedDocument[]): string {
  const parts = [...costsOf(documents)].map(([name, amount]) => amountWords(name, amount));
  return parts.length ? t("cloneCost", { cost: joined(parts) }) : t("cloneFree");
}

/** What the packages lack for it, in words; empty when they hold enough. */
export function cloneShort(documents: readonly ListedDocument[], packages: Packages | null): string {
  const lacking = [...costsOf(documents)].filter(([name, amount]) => amount > leftOf(packages, name));
  const parts = lacking.map(([name, amount]) => amountWords(name, amount));
  return parts.length ? t("cloneShort", { what: joined(parts) }) : "";
}

function amountWords(name: PackageName, count: number): string {
  if (name === "documents_tokens") return t("tokens", { count });
  const type = name.replace("_page", "") as PackageType;
  return t("pagesOf", { count, package: type });
}

function joined(parts: readonly string[]): string {
  return parts.reduce((one, other) => t("and", { one, other }));
}
