/** The tokens of one run of text to nodes. */

import type { Token } from "markdown-it";

import { partsOf } from "./marker";
import type { Inline } from "./tree";

/** How deep emphasis may stand in emphasis before it counts for nothing. */
const DEEPEST = 12;

type Styled = "strong" | "emphasis" | "strike";

const STYLES: Readonly<Record<string, Styled>> = { strong_open: "strong", em_open: "emphasis", s_open: "strike" };

interface Open {
  readonly children: Inline[];
  /** Makes the node, once what stands in it is known; absent for what is too deep. */
  readonly close?: (children: readonly Inline[]) => Inline;
}

export function inlinesOf(tokens: readonly Token[]): Inline[] {
  const outermost: Inline[] = [];
  const open: Open[] = [{ children: outermost }];
  for (const token of tokens) {
    const parent = open.at(-1)?.children ?? outermost;
    if (token.nesting > 0) open.push(opened(token, parent, open.length > DEEPEST));
    else if (token.nesting < 0) closed(open);
    else parent.push(...leaf(token));
  }
  while (open.length > 1) closed(open);
  return joined(outermost);
}

/** A text as it is written, with the sources in it. */
export function plainRun(text: string): Inline[] {
  return partsOf(text).flatMap((part): Inline[] =>
    typeof part === "number"
      ? [{ kind: "citation", source: part }]
      : part.split("\n").flatMap((line, number): Inline[] => {
          const said: Inline[] = line ? [{ kind: "text", text: line }] : [];
          return number ? [{ kind: "break" }, ...said] : said;
        }),
  );
}

function opened(token: Token, parent: Inline[], tooDeep: boolean): Open {
  if (tooDeep) return { children: parent };
  const style = STYLES[token.type];
  if (style) return { children: [], close: (children) => ({ kind: style, children }) };
  const href = token.type === "link_open" ? token.attrGet("href") : null;
  if (href) return { children: [], close: (children) => ({ kind: "link", href: String(href), children }) };
  return { children: parent };
}

function closed(open: Open[]): void {
  const done = open.pop();
  if (done?.close) open.at(-1)?.children.push(done.close(joined(done.children)));
}

function leaf(token: Token): Inline[] {
  switch (token.type) {
    case "citation":
      return [{ kind: "citation", source: Number(token.meta?.source) }];
    case "code_inline":
      return partsOf(token.content).map((part) =>
        typeof part === "number" ? { kind: "citation", source: part } : { kind: "code", text: part },
      );
    case "softbreak":
    case "hardbreak":
      return [{ kind: "break" }];
    case "image":
      // Never loaded: whoever wrote its address would learn who reads.
      return plainRun(token.content || String(token.attrGet("src") ?? ""));
    default:
      return token.content ? [{ kind: "text", text: token.content }] : [];
  }
}

/** The same nodes with texts side by side made one. */
function joined(inlines: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const one of inlines) {
    const last = result.at(-1);
    if (one.kind === "text" && last?.kind === "text") result[result.length - 1] = { kind: "text", text: last.text + one.text };
    else result.push(one);
  }
  return result;
}
