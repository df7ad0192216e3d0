/** An answer as a tree: what Markdown says, in nodes that can only become elements that are harmless. */

export type Inline =
  | { readonly kind: "text"; readonly text: string; readonly unsupported?: "part" | "end" }
  | { readonly kind: "strong" | "emphasis" | "strike"; readonly children: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: "break" }
  /** An index into `source_info`. */
  | { readonly kind: "citation"; readonly source: number };

export type Align = "start" | "center" | "end";

export interface Cell {
  readonly align: Align;
  readonly children: readonly Inline[];
}

export type Block =
  /** `tight`: within a list whose items have no space between them. */
  | { readonly kind: "paragraph"; readonly tight: boolean; readonly children: readonly Inline[] }
  | { readonly kind: "heading"; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: "list"; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "quote"; readonly children: readonly Block[] }
  /** `info` is what stands beside the fence: the language. */
  | { readonly kind: "code"; readonly info: string; readonly text: string; readonly citations: readonly number[] }
  | { readonly kind: "table"; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: "rule" };

/** Every run of text and sources in some blocks, in reading order. */
export function* runsOf(blocks: readonly Block[]): Generator<readonly Inline[]> {
  for (const block of blocks) {
    switch (block.kind) {
      case "paragraph":
      case "heading":
        yield block.children;
        break;
      case "list":
        for (const item of block.items) yield* runsOf(item);
        break;
      case "quote":
        yield* runsOf(block.children);
        break;
      case "code":
        if (block.info) yield [{ kind: "text", text: block.info }];
        yield [{ kind: "code", text: block.text }, ...block.citations.map((source) => ({ kind: "citation", source }) as const)];
        break;
      case "table":
        for (const cell of [block.head, ...block.rows].flat()) yield cell.children;
        break;
      case "rule":
        break;
    }
  }
}

/** Every source that some blocks cite, in order, each once. */
export function citedIn(blocks: readonly Block[]): number[] {
  const found = new Set<number>();
  for (const run of runsOf(blocks)) collect(run, found);
  return [...found];
}

function collect(inlines: readonly Inline[], found: Set<number>): void {
  for (const one of inlines) {
    if (one.kind === "citation") found.add(one.source);
    else if ("children" in one) collect(one.children, found);
  }
}

/** What a run says, with `cite` for the sources in it. */
export function textOf(inlines: readonly Inline[], cite: (source: number) => string = () => ""): string {
  return inlines
    .map((one) => {
      switch (one.kind) {
        case "text":
        case "code":
          return one.text;
        case "break":
          return "\n";
        case "citation":
          return cite(one.source);
        default:
          return textOf(one.children, cite);
      }
    })
    .join("");
}

/** A text in two: all but its last word, and that. In scripts without spaces a word is a character and what closes it. */
export function lastWord(text: string): readonly [string, string] {
  const [word = ""] = /(?:[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]{1,24})\p{P}{0,3}$/u.exec(text) ?? [];
  return [text.slice(0, text.length - word.length), word];
}
