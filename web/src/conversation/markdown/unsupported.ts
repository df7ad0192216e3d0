/** Sentences of an answer that nothing in the documents supports, found in its tree. */

import type { Block, Cell, Inline } from "./tree";

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Sentences with fewer letters could stand anywhere. */
const SHORTEST = 3;
const CLOSING = /[.!?…。！？)\]>”’›»」』"']/u;

/** The same blocks with the text of `sentences` marked. Only letters and digits are compared, so Markdown is no matter. */
export function markUnsupported(blocks: readonly Block[], sentences: readonly string[]): readonly Block[] {
  const sought = sentences.map(lettersOf).filter((letters) => letters.length >= SHORTEST);
  return sought.length ? blocks.map((block) => markedBlock(block, sought)) : blocks;
}

function markedBlock(block: Block, sought: readonly string[]): Block {
  const cells = (row: readonly Cell[]) => row.map((cell) => ({ ...cell, children: markedRun(cell.children, sought) }));
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return { ...block, children: markedRun(block.children, sought) };
    case "list":
      return { ...block, items: block.items.map((item) => item.map((one) => markedBlock(one, sought))) };
    case "quote":
      return { ...block, children: block.children.map((one) => markedBlock(one, sought)) };
    case "table":
      return { ...block, head: cells(block.head), rows: block.rows.map(cells) };
    default:
      return block;
  }
}

function markedRun(run: readonly Inline[], sought: readonly string[]): Inline[] {
  const letters = run.map(lettersIn).join("");
  const ranges: Range[] = [];
  for (const sentence of sought) {
    const from = letters.indexOf(sentence);
    if (from >= 0) ranges.push({ from, to: from + sentence.length });
  }
  return ranges.length ? new Marking(ranges).run(run) : [...run];
}

class Marking {
  /** Letters read so far. */
  private at = 0;

  constructor(private readonly ranges: readonly Range[]) {}

  run(run: readonly Inline[]): Inline[] {
    return run.flatMap((one): Inline[] => {
      if (one.kind === "text") return this.text(one.text);
      if ("children" in one) return [{ ...one, children: this.run(one.children) }];
      this.at += lettersIn(one).length;
      return [one];
    });
  }

  private text(text: string): Inline[] {
    const pieces: { text: string; unsupported: boolean; isEnd: boolean }[] = [];
    for (const character of text) {
      const last = pieces.at(-1);
      const unsupported = this.covers(character, last?.unsupported ?? false);
      this.at += lettersOf(character).length;
      const isEnd = unsupported && this.ranges.some(({ to }) => this.at === to);
      if (last?.unsupported === unsupported) {
        last.text += character;
        last.isEnd ||= isEnd;
      } else pieces.push({ text: character, unsupported, isEnd });
    }
    return pieces.map((piece): Inline =>
      piece.unsupported
        ? { kind: "text", text: piece.text, unsupported: piece.isEnd ? "end" : "part" }
        : { kind: "text", text: piece.text },
    );
  }

  /** Whether the next character belongs to a sentence: as a letter, between letters, or as what closes it. */
  private covers(character: string, follows: boolean): boolean {
    const { at } = this;
    if (lettersOf(character)) return this.ranges.some(({ from, to }) => from <= at && at < to);
    const closes = follows && CLOSING.test(character);
    return this.ranges.some(({ from, to }) => (from < at && at < to) || (closes && at === to));
  }
}

function lettersIn(inline: Inline): string {
  if (inline.kind === "text" || inline.kind === "code") return lettersOf(inline.text);
  return "children" in inline ? inline.children.map(lettersIn).join("") : "";
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}
