/** Markdown to a tree. Whatever the text holds, all that it says is in the tree, and nothing in it can run or load. */

import MarkdownIt, { type StateInline, type Token } from "markdown-it";

import { inlinesOf, plainRun } from "./inlines";
import { markerAt, partsOf } from "./marker";
import type { Align, Block, Cell } from "./tree";

const MOST_NESTED = 40;

const markdown = new MarkdownIt("default", { html: false, linkify: false, typographer: false, breaks: true, maxNesting: MOST_NESTED })
  // References would swallow text; headings underlined with dashes and code by mere indentation are never meant.
  .disable(["reference", "lheading", "code"]);
markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:)/i.test(url.trim());
markdown.inline.ruler.before("link", "citation", citation);
markdown.inline.ruler.before("html_inline", "line_break", lineBreak);

/** The blocks of an answer; text that nests without end is taken as it is written. */
export function parse(text: string): Block[] {
  // Overrides of the writing direction can only mislead; each paragraph finds its own direction.
  const honest = text.replace(/[\u202d\u202e\0]/g, "");
  const tokens = markdown.parse(honest, {});
  if (tokens.some((token) => token.level >= MOST_NESTED - 1)) return [plain(honest)];
  return new Builder(tokens, honest.split(/\r\n?|\n/)).blocks();
}

function plain(text: string): Block {
  return { kind: "paragraph", tight: false, children: plainRun(text) };
}

function citation(state: StateInline, silent: boolean): boolean {
  const marker = markerAt(state.src, state.pos);
  if (!marker) return false;
  if (!silent) state.push("citation", "", 0).meta = { source: marker.source };
  state.pos += marker.length;
  return true;
}

/** Models break lines in the cells of a table by `<br>`. */
function lineBreak(state: StateInline, silent: boolean): boolean {
  const found = /^<br\s*\/?>/i.exec(state.src.slice(state.pos, state.pos + 8));
  if (!found) return false;
  if (!silent) state.push("hardbreak", "br", 0);
  state.pos += found[0].length;
  return true;
}

/** Reads the flat list of tokens from its beginning to its end. */
class Builder {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly lines: readonly string[],
  ) {}

  /** Blocks up to the token that closes what they stand in. */
  blocks(): Block[] {
    const blocks: Block[] = [];
    for (let token = this.tokens[this.at]; token && token.nesting >= 0; token = this.tokens[this.at]) {
      this.at += 1;
      const block = this.block(token);
      if (block) blocks.push(block);
    }
    this.at += 1;
    return blocks;
  }

  private block(token: Token): Block | null {
    switch (token.type) {
      case "paragraph_open":
        return { kind: "paragraph", tight: token.hidden, children: this.run() };
      case "heading_open":
        return { kind: "heading", level: Number(token.tag.slice(1)), children: this.run() };
      case "bullet_list_open":
        return { kind: "list", start: null, items: this.items() };
      case "ordered_list_open":
        return { kind: "list", start: Number(token.attrGet("start") ?? 1), items: this.items() };
      case "blockquote_open":
        return { kind: "quote", children: this.blocks() };
      case "table_open":
        return this.table(token);
      case "fence":
      case "code_block":
        return code(token);
      case "hr":
        return { kind: "rule" };
      default:
        return token.content ? plain(token.content) : null;
    }
  }

  /** The run of a paragraph, a heading or a cell, and the token that closes it. */
  private run() {
    const inline = this.tokens[this.at];
    this.at += 2;
    return inlinesOf(inline?.children ?? []);
  }

  private items(): Block[][] {
    const items: Block[][] = [];
    while (this.tokens[this.at]?.type === "list_item_open") {
      this.at += 1;
      items.push(this.blocks());
    }
    this.at += 1;
    return items;
  }

  private table(opening: Token): Block {
    const rows: Cell[][] = [];
    for (let token = this.tokens[this.at]; token && token.type !== "table_close"; token = this.tokens[this.at]) {
      this.at += 1;
      if (token.type === "tr_open") rows.push([]);
      else if (token.type === "th_open" || token.type === "td_open") {
        rows.at(-1)?.push({ align: alignOf(token), children: this.run() });
      }
    }
    this.at += 1;
    const [head = [], ...rest] = rows;
    const from = (opening.map?.[0] ?? 0) + 2;
    const whole = rest.map((row, place) => [...row, ...surplus(this.lines[from + place] ?? "", head.length)]);
    return { kind: "table", head, rows: whole };
  }
}

/** The cells of a row beyond those of its head, which Markdown would leave out. */
function surplus(line: string, columns: number): Cell[] {
  const cells = line
    .replace(/^[\s>]*\|?/, "")
    .replace(/\|?\s*$/, "")
    .split(/(?<!\\)\|/)
    .slice(columns);
  return cells.map((cell) => ({
    align: "start",
    children: inlinesOf(markdown.parseInline(cell.trim().replace(/\\\|/g, "|"), {})[0]?.children ?? []),
  }));
}

function alignOf(cell: Token): Align {
  const style = String(cell.attrGet("style") ?? "");
  return style.includes("right") ? "end" : style.includes("center") ? "center" : "start";
}

function code(token: Token): Block {
  const parts = partsOf(token.content.replace(/\n$/, ""));
  return {
    kind: "code",
    info: token.info.trim(),
    text: parts.filter((part) => typeof part === "string").join(""),
    citations: parts.filter((part) => typeof part === "number"),
  };
}
