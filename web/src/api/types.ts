/** Names for what goes over the wire; the shapes are generated from the service's own description. */

import type { components } from "./schema";

type Schemas = components["schemas"];

export type DocumentItem = Schemas["APICollectionOrUploadResp"];
export type DocumentShort = Schemas["APIUploadResp"];
export type Element = Schemas["ParsedElement"];
export type Question = Schemas["QuestionResp"];
export type QuestionRequest = Schemas["QuestionReq"];
export type SearchResult = Schemas["SearchResult"];
export type Packages = Schemas["APIPackageInfoResp"];
export type PackageType = Schemas["UploadPackageType"];
export type OcrType = Schemas["UploadOcrType"];
export type ModelType = Schemas["APIAIModelEnum"];

/** A document or collection as lists show it. */
export interface ListedDocument extends DocumentItem {
  readonly package_type: PackageType | null;
  /** The name of its format, such as "pdf" or "markdown"; null while unknown. */
  readonly format: string | null;
  /** null while unknown, and of collections. */
  readonly layout: "paged" | "flowing" | null;
  readonly page_count: number | null;
  readonly ocr_page_count: number | null;
  readonly token_count: number | null;
  readonly pages_done: number;
  readonly collection_id: string | null;
  /** Unix seconds. */
  readonly updated_at: number;
  /** The address it was fetched from, of a website. */
  readonly url: string | null;
  readonly question_count: number;
  /** Of a collection, else null. */
  readonly document_count: number | null;
}

/** A heading of a document's outline. */
export interface Heading {
  readonly index: number;
  readonly title: string;
  /** From 1. */
  readonly level: number;
  /** `index` of the heading above, -1 for none. */
  readonly parent: number;
  /** From 0; null in flowing documents. */
  readonly page: number | null;
  readonly outline: Box | null;
  /** `data-index` of the block, in flowing documents. */
  readonly block: number | null;
}

export interface Outline {
  readonly page_count: number;
  readonly headings: readonly Heading[];
}

/** Left, top, right, bottom in points; the origin is the page's top left, as displayed. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** One source of an answer. Pages ("0" is the first) hold boxes; blocks (`data-index`) hold XPaths. */
export interface SourceItem {
  readonly upload_id: string;
  readonly [place: string]: string | readonly Box[] | readonly { readonly xpath: string }[];
}

/** One event of a streamed answer; the last one has `source_info`. */
export interface AnswerEvent {
  readonly answer: string;
  readonly id: number;
  readonly source_info?: readonly SourceItem[] | null;
}

/** What was selected in a PDF: pages count from 1. */
export interface PagedSelection {
  readonly material: string;
  readonly rects: readonly { readonly pageNumber: number; readonly outline: Box }[];
}

/** What was selected in an HTML-like document; nodes are XPaths. */
export interface FlowingSelection {
  readonly material: string;
  readonly indexes: readonly number[];
  readonly anchorNode: string;
  readonly focusNode: string;
  readonly anchorOffset: number;
  readonly focusOffset: number;
}

export type Selection = PagedSelection | FlowingSelection;
