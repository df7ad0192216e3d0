/** An answer as text, with its sources told at the end. */

import { withoutMarkers } from "./markdown/marker";
import { parse } from "./markdown/parse";
import { runsOf, textOf, type Block, type Cell } from "./markdown/tree";
import { whereOf, type Source } from "./sources";
import { t } from "./texts";

/** The words that stand at sources, by their numbers. */
export type Words = ReadonlyMap<number, string>;

/** Plain text: sources as [1], and listed as `[1] report.pdf, page 8: “words”`. */
export function plainText(blocks: readonly Block[], sources: readonly Source[], words: Words): string {
  return [blocksText(blocks), sourcesText(sources, words)].filter(Boolean).join("\n\n");
}

/** What is read aloud of an answer. */
export function spokenText(answer: string): string {
  return withoutMarkers(answer).replace(/[*_`#|]+/g, " ").replace(/\s+/g, " ").trim();
}

/** The words of each source, read from the footnotes of an exported answer, where they are quoted. */
export function quotesIn(exported: string): Words {
  const words = new Map<number, string>();
  // Only footnotes of ours begin so: in an answer the service escapes what looks like one.
  for (const [, number, note = ""] of exported.matchAll(/^\[\^(\d+)\]: (.*(?:\n(?!\[\^).*)*)/gm)) {
    const lines = [...note.matchAll(/^ {4}>(.*)$/gm)].map(([, line = ""]) => line.trim());
    const said = [...runsOf(parse(lines.join("\n")))].map((run) => textOf(run).trim());
    if (said.length) words.set(Number(number), said.join(" … "));
  }
  return words;
}

function sourcesText(sources: readonly Source[], words: Words): string {
  if (!sources.length) return "";
  return [t("sourcesHeading"), ...sources.map((source) => `[${source.number}] ${told(source, words)}`)].join("\n");
}

function told(source: Source, words: Words): string {
  const quoted = (words.get(source.number) ?? "").replace(/\s+/g, " ").trim();
  const where = `${source.name}, ${whereOf(source.places)}`;
  return quoted ? `${where}: ${t("quoted", { text: quoted })}` : where;
}

const cite = (source: number) => `[${source + 1}]`;

function blocksText(blocks: readonly Block[], indent = ""): string {
  return blocks.map((block) => indented(blockText(block), indent)).join("\n\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return textOf(block.children, cite);
    case "list":
      return block.items.map((item, place) => itemText(item, block.start === null ? "-" : `${block.start + place}.`)).join("\n");
    case "quote":
      return blocksText(block.children, "> ");
    case "code":
      return block.text + block.citations.map(cite).join("");
    case "table":
      return [block.head, ...block.rows].map(rowText).join("\n");
    case "rule":
      return "———";
  }
}

function itemText(item: readonly Block[], sign: string): string {
  const said = item.map(blockText).join("\n");
  return `${sign} ${said.replaceAll("\n", `\n${" ".repeat(sign.length + 1)}`)}`;
}

function rowText(row: readonly Cell[]): string {
  return row.map((cell) => textOf(cell.children, cite).replace(/\s+/g, " ").trim()).join("\t");
}

function indented(text: string, indent: string): string {
  return indent ? text.replace(/^/gm, indent) : text;
}
