/** What would be taken in, what not and why, and what it will cost: all that can be known before anything is sent. */

import type { OcrType, Packages, PackageType, ServiceInfo } from "../../api/types";

type Format = ServiceInfo["formats"][number];

/** What is known of a file's size as the service counts it. */
export type Measure =
  | { readonly kind: "counting" }
  | { readonly kind: "pages"; readonly pages: number }
  | { readonly kind: "tokens"; readonly tokens: number }
  /** It is known once the service has converted the file. */
  | { readonly kind: "later" }
  /** The browser can't open it, and says why; the service may still. */
  | { readonly kind: "unopened"; readonly why: string };

/** A file that somebody wants to put in. */
export interface Candidate {
  readonly id: number;
  readonly file: File;
  /** Its name, or its path in the folder that was given. */
  readonly path: string;
  readonly measure: Measure;
}

export type Refusal =
  | { readonly reason: "empty" | "unknownKind" }
  | { readonly reason: "tooLarge"; readonly most: number }
  | { readonly reason: "tooManyPages"; readonly pages: number; readonly most: number };

/** What candidates will be charged. The files that are not measured yet come on top. */
export interface Sum {
  readonly pages: number;
  /** Pages that OCR reads at most. */
  readonly ocrPages: number;
  readonly tokens: number;
  /** Files of pages, and files of text, whose size is known later. */
  readonly pagedLater: number;
  readonly flowingLater: number;
  readonly counting: number;
}

export type PackageName = keyof Packages;

/** A package that does not hold what is needed. */
export interface Shortfall {
  readonly name: PackageName;
  readonly needed: number;
  readonly left: number;
}

const ONE_PAGE_IMAGES = new Set(["png", "jpg", "jpeg", "webp", "bmp"]);
const PLAIN_TEXT = new Set(["md", "txt", "csv", "html"]);
const MOST_READ_BYTES = 8 << 20;
/** Of characters of ASCII that are no digits; any other is a token. */
const TOKENS_PER_ASCII = 0.3;

/** The extension of a name in lower case, without its dot; empty when there is none. */
export function extensionOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** The format that a file of that name is likely in, or null. The service looks at the content. */
export function formatOf(name: string, service: ServiceInfo): Format | null {
  const extension = extensionOf(name);
  if (!extension) return null;
  return service.formats.find((one) => one.extensions.some((known) => known.replace(/^\./, "") === extension)) ?? null;
}

/** Why a file would be refused, or null. */
export function refusalOf(candidate: Candidate, service: ServiceInfo): Refusal | null {
  const { file, measure } = candidate;
  if (!formatOf(candidate.path, service)) return { reason: "unknownKind" };
  if (file.size === 0) return { reason: "empty" };
  if (file.size > service.file_bytes) return { reason: "tooLarge", most: service.file_bytes };
  if (measure.kind === "pages" && measure.pages > service.pages) {
    return { reason: "tooManyPages", pages: measure.pages, most: service.pages };
  }
  return null;
}

/** What candidates cost together; those that would be refused are not for this function. */
export function sumOf(candidates: readonly Candidate[], ocr: OcrType, service: ServiceInfo): Sum {
  const sum = { pages: 0, ocrPages: 0, tokens: 0, pagedLater: 0, flowingLater: 0, counting: 0 };
  for (const { path, measure } of candidates) {
    const format = formatOf(path, service);
    if (measure.kind === "counting") sum.counting += 1;
    else if (measure.kind === "tokens") sum.tokens += measure.tokens;
    else if (measure.kind === "pages") {
      sum.pages += measure.pages;
      if (ocr !== "disable" || format?.name === "image") sum.ocrPages += measure.pages;
    } else if (format?.layout === "flowing") sum.flowingLater += 1;
    else sum.pagedLater += 1;
  }
  return sum;
}

/** How much of a package is left; 0 when the user has none. */
export function leftOf(packages: Packages | null, name: PackageName): number {
  const held = packages?.[name];
  return held ? Math.max(0, held.max_count - held.used_count) : 0;
}

/** The package that pays for pages read in that depth. */
export function pagePackage(type: PackageType): "elite_page" | "basic_page" | "lite_page" {
  return `${type}_page`;
}

/** Packages that hold less than the sum, counting OCR only where it surely reads the pages. */
export function shortfalls(sum: Sum, type: PackageType, ocr: OcrType, packages: Packages | null): Shortfall[] {
  const needs: [PackageName, number][] = [
    [pagePackage(type), sum.pages + sum.pagedLater],
    ["documents_tokens", sum.tokens + sum.flowingLater],
    ["ocr_page", ocr === "auto" ? 0 : sum.ocrPages],
  ];
  return needs
    .map(([name, needed]) => ({ name, needed, left: leftOf(packages, name) }))
    .filter(({ needed, left }) => needed > left);
}

/** What can be said of a file without opening it: null for a PDF, whose pages are to be counted. */
export async function measured(file: File, format: Format): Promise<Measure | null> {
  if (format.name === "pdf") return null;
  if (format.name === "image") return ONE_PAGE_IMAGES.has(extensionOf(file.name)) ? { kind: "pages", pages: 1 } : { kind: "later" };
  if (!PLAIN_TEXT.has(format.name) || file.size > MOST_READ_BYTES) return { kind: "later" };
  const text = await file.text();
  const shown = format.name === "html" ? withoutTags(text) : text;
  return { kind: "tokens", tokens: approximateTokens(shown) };
}

/** How many tokens a text has, by the estimate that the service charges by. */
export function approximateTokens(text: string): number {
  if (!text) return 0;
  let [cheap, all] = [0, 0];
  for (const character of text) {
    all += 1;
    if (character < "\u0080" && !(character >= "0" && character <= "9")) cheap += 1;
  }
  return all - cheap + Math.floor(cheap * TOKENS_PER_ASCII) + 1;
}

function withoutTags(html: string): string {
  return html.replace(/<(script|style)\b.*?<\/\1>/gis, "").replace(/<[^>]*>/g, "");
}
