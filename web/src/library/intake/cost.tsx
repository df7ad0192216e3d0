/** What an intake costs in all, and a warning where the packages don't hold it. */

import type { OcrType, Packages, PackageType } from "../../api/types";
import { Icon } from "../../ui/icon";
import { leftOf, pagePackage, shortfalls, type PackageName, type Sum } from "./plan";
import { t } from "./texts";

interface CostProps {
  readonly sum: Sum;
  readonly type: PackageType;
  readonly ocr: OcrType;
  readonly packages: Packages | null | undefined;
}

export function Cost({ sum, type, ocr, packages }: CostProps) {
  if (packages === undefined) return null;
  const lacking = sum.counting ? [] : shortfalls(sum, type, ocr, packages);
  const lines = linesOf(sum, type, ocr, packages);
  return (
    <section class="intake-cost" aria-label={t("cost")}>
      <p class="intake-sum" role="status">
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
      {lacking.map(({ name, needed, left }) => (
        <p key={name} class="library-warning" role="alert">
          <Icon name="warning" />
          <span>{t("short", { package: kindOf(name), needed, left })}</span>
        </p>
      ))}
    </section>
  );
}

function linesOf(sum: Sum, type: PackageType, ocr: OcrType, packages: Packages | null): readonly string[] {
  const later = sum.pagedLater + sum.flowingLater;
  const lines: string[] = [];
  if (sum.pages) lines.push(t("sumPages", { count: sum.pages, package: type, left: leftOf(packages, pagePackage(type)) }));
  if (sum.ocrPages) {
    const left = leftOf(packages, "ocr_page");
    lines.push(t(ocr === "auto" ? "sumOcrUpTo" : "sumOcr", { count: sum.ocrPages, left }));
  }
  if (sum.tokens) lines.push(t("sumTokens", { count: sum.tokens, left: leftOf(packages, "documents_tokens") }));
  if (later) lines.push(t("sumLater", { count: later }));
  if (sum.counting) lines.push(t("sumCounting", { count: sum.counting }));
  return lines.length ? lines : [t("sumNothing")];
}

function kindOf(name: PackageName): string {
  if (name === "elite_page") return t("kindElite");
  if (name === "basic_page") return t("kindBasic");
  if (name === "lite_page") return t("kindLite");
  return t(name === "ocr_page" ? "kindOcr" : "kindTokens");
}
