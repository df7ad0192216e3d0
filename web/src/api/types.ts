/** Names for what goes over the wire; the shapes are generated from the service's own description. */

import type { components } from "./schema";

type Schemas = components["schemas"];

export type DocumentShort = Schemas["APIUploadResp"];
/**
 * A document or collection with what a list of it shows. `format` and `layout` are null until its file was looked at,
 * and of collections; counts of a collection are sums over its documents.
 */
export type ListedDocument = Schemas["ListedDocument"];
/** What a document is shown as: pages, or one flowing text. */
/** A question in a list, with what it was asked of and how far its answer has come. */
export type ListedQuestion = Schemas["ListedQuestion"];
export type User = Schemas["User"];
export type ApiKey = Schemas["ApiKey"];
/** A key that was just made, with its secret. */
export type NewApiKey = Schemas["NewApiKey"];
/** `page` (from 0) and `outline` say where it stands on pages, `block` (`data-index`) where it stands in flowing text. */
export type Heading = Omit<Schemas["Heading"], "outline"> & { outline: Box | null };
export type Outline = Omit<Schemas["Outline"], "headings"> & { headings: readonly Heading[] };
export type ServiceInfo = Schemas["ServiceInfo"];
export type FileFormat = Schemas["FileFormat"];
export type Element = Schemas["ListedElement"];
export type Question = Schemas["QuestionResp"];
export type Formula = Schemas["FormulaResp"];
/** How an answer came about. */
export type Trace = Schemas["Trace"];
export type TracedPassage = Schemas["TracedPassage"];
export type QuestionRequest = Schemas["QuestionReq"];
export type SearchResult = Schemas["SearchResult"];
export type Packages = Schemas["APIPackageInfoResp"];
export type PackageType = Schemas["UploadPackageType"];
export type OcrType = Schemas["UploadOcrType"];
export type ModelType = Schemas["APIAIModelEnum"];

/** Left, top, right, bottom in points; the origin is the page's top left, as displayed. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** One source of an answer. Pages ("0" is the first) hold boxes; blocks (`data-index`) hold XPaths. */
export interface SourceItem {
  readonly upload_id: string;
  readonly [place: string]: string | readonly Box[] | readonly { readonly xpath: string }[];
}

/** One event of a streamed answer; the last one has `source_info`, and with it `unsupported` and `formula`. */
export interface AnswerEvent {
  readonly answer: string;
  readonly id: number;
  readonly source_info?: readonly SourceItem[] | null;
  readonly unsupported?: readonly string[] | null;
  readonly formula?: Formula | null;
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
