/** The beginning of an answer as it can be shown: what has only half arrived is completed, or held back. */

import { beginsMarker, markerAt } from "./marker";

/** A line that may become a list, a heading, a quote, a rule, a fence or a table, and says nothing yet. */
const EMPTY_LINE = /^[\s>]*(?:[-*+_=~`#|>:]+|\d{1,3}[.)]?|[-*+]\s*\[[ x]?\]?)\s*$/;
/** An entity, a line break or an address in angle brackets, cut in the middle. */
const CUT = /(?:&(?:#\w{0,6}|[a-z]{0,6})|<(?:b|br|br\s*\/)?|<https?:[^\s>]*)$/i;

export function settled(text: string): string {
  const bracket = text.lastIndexOf("[");
  const whole = bracket >= 0 && beginsMarker(text.slice(bracket)) ? text.slice(0, bracket) : text;
  const at = whole.lastIndexOf("\n") + 1;
  const before = whole.slice(0, at);
  const line = whole.slice(at);
  if (inFence(before)) return before + line.replace(/^\s*[`~]+$/, "");
  if (!line || EMPTY_LINE.test(line)) return completedTable(before.replace(/\n$/, ""));
  return completedTable(before + completedLine(line));
}

function inFence(text: string): boolean {
  let fence: string | null = null;
  for (const line of text.split("\n")) {
    const found = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    const [, marks = "", info = ""] = found ?? [];
    if (!marks) continue;
    if (fence === null) fence = marks;
    else if (marks.startsWith(fence) && !info.trim()) fence = null;
  }
  return fence !== null;
}

/** Gives the head of a table the line under it that makes it one. */
function completedTable(text: string): string {
  const lines = text.split("\n");
  let first = lines.length;
  while (first > 0 && /^\s*\|/.test(lines[first - 1] ?? "")) first -= 1;
  const [head = "", under, ...rows] = lines.slice(first);
  if (!head || rows.length || (under !== undefined && !/^[\s|:-]*$/.test(under))) return text;
  const whole = /[^\\]\|\s*$/.test(head) ? head : `${head}|`;
  const columns = whole.replace(/\\./g, "").trim().slice(1, -1).split("|").length;
  return [...lines.slice(0, first), whole, `|${"---|".repeat(columns)}`].join("\n");
}

interface Mark {
  readonly characters: string;
  readonly at: number;
}

/** A line with its emphasis and code closed, and without a link that has no end yet. */
function completedLine(line: string): string {
  const text = line.replace(CUT, "");
  // In a table nothing reaches from cell to cell.
  const cell = /^\s*\|/.test(text) ? text.lastIndexOf("|") + 1 : 0;
  return text.slice(0, cell) + new LineEnd(text.slice(cell)).completed();
}

class LineEnd {
  private readonly open: Mark[] = [];
  /** Where brackets stand that are not closed. */
  private readonly brackets: number[] = [];

  constructor(private text: string) {}

  completed(): string {
    for (let at = 0; at < this.text.length; ) at = this.step(at);
    for (const at of this.brackets.reverse()) this.remove(this.text[at - 1] === "!" ? at - 1 : at, at + 1);
    return this.closed();
  }

  /** Reads what begins at a place, and returns where to read on. */
  private step(at: number): number {
    const character = this.text[at] ?? "";
    switch (character) {
      case "\\":
        if (at + 1 === this.text.length) this.text = this.text.slice(0, at);
        return at + 2;
      case "`":
        return this.code(at);
      case "[": {
        const marker = markerAt(this.text, at);
        if (!marker) this.brackets.push(at);
        return at + (marker?.length ?? 1);
      }
      case "]":
        return this.link(at);
      case "*":
      case "_":
      case "~":
        return this.emphasis(at, character);
      default:
        return at + 1;
    }
  }

  private code(at: number): number {
    const [marks = "`"] = /^`+/.exec(this.text.slice(at)) ?? [];
    const from = at + marks.length;
    const end = this.text.indexOf(marks, from);
    if (end >= 0) return end + marks.length;
    const said = this.text.slice(from).replace(/`+$/, "");
    this.text = said.trim() ? `${this.text.slice(0, from)}${said}${marks}` : this.text.slice(0, at);
    return this.text.length;
  }

  /** A link keeps its words alone until its address is whole. */
  private link(at: number): number {
    const from = this.brackets.pop();
    if (from === undefined) return at + 1;
    const rest = this.text.slice(at + 1);
    if (rest && !rest.startsWith("(")) return at + 1;
    const [address] = /^\((?:[^\s()]|\([^\s()]*\))*(?:\s+"[^"]*")?\s*\)/.exec(rest) ?? [];
    if (address) return at + 1 + address.length;
    // An address never holds so much: these were brackets.
    if (/^\([^)]*\s[^")]*$/.test(rest)) return at + 1;
    this.text = this.text.slice(0, at);
    this.remove(this.text[from - 1] === "!" ? from - 1 : from, from + 1);
    return this.text.length;
  }

  private emphasis(at: number, character: string): number {
    let end = at;
    while (this.text[end] === character) end += 1;
    const before = this.text[at - 1] ?? " ";
    const after = this.text[end];
    const isWord = character === "_" && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after ?? " ");
    const isLone = character === "~" && end - at === 1 && after !== undefined;
    if (isWord || isLone) return end;
    const isOpen = this.open.some((mark) => mark.characters.startsWith(character));
    if (after === undefined && !(isOpen && /\S/.test(before))) {
      this.text = this.text.slice(0, at);
      return at;
    }
    if (isOpen && /\S/.test(before)) this.close(at, end, character);
    else if (after !== undefined && /\S/.test(after)) this.open.push({ characters: this.text.slice(at, end), at });
    return end;
  }

  /** Closes what the marks from `at` to `end` close; those at the very end may be the first of more. */
  private close(at: number, end: number, character: string): void {
    let left = end - at;
    for (let top = this.open.at(-1); left > 0 && top?.characters.startsWith(character); top = this.open.at(-1)) {
      const length = top.characters.length;
      this.open.pop();
      if (length > left) {
        if (end === this.text.length && length === 2) {
          this.text = this.text.slice(0, end - left);
          this.open.push(top);
        } else this.open.push({ characters: character.repeat(length - left), at: top.at });
        return;
      }
      left -= length;
    }
  }

  private remove(from: number, to: number): void {
    this.text = this.text.slice(0, from) + this.text.slice(to);
    const taken = to - from;
    this.open.forEach((mark, number) => {
      if (mark.at >= to) this.open[number] = { ...mark, at: mark.at - taken };
    });
  }

  private closed(): string {
    let text = this.text.trimEnd();
    const closers: string[] = [];
    for (const mark of this.open.reverse()) {
      if (mark.at + mark.characters.length >= text.length) text = text.slice(0, mark.at).trimEnd();
      else closers.push(mark.characters);
    }
    return closers.length ? text + closers.join("") : text.length < this.text.trimEnd().length ? text : this.text;
  }
}
