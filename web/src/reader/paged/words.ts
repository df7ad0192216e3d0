/** Words of a drawn page and where they stand, read from pdf.js's layer of text. */

import { boxOnPage, sidesOf, straightBox, turnedSize, type Size, type TextBox, type Turn } from "../geometry";

/** A page on the screen. */
export interface ShownPage {
  /** From 0. */
  readonly page: number;
  readonly element: HTMLElement;
  /** In points. */
  readonly size: Size;
  /** The turn by the reader. */
  readonly turn: Turn;
}

export interface Word extends TextBox {
  readonly text: string;
  /** Whether space or a line's end parts it from the word before. */
  readonly isApart: boolean;
}

/** A rectangle of the screen in a page's points. */
export function onPage(rect: DOMRectReadOnly, { element, size, turn }: ShownPage): TextBox["box"] {
  const shown = sidesOf(element.getBoundingClientRect());
  return straightBox(boxOnPage(sidesOf(rect), shown, turnedSize(size, turn)), size, turn);
}

/** Words of a page in the order of its text, or those of them that are in a range, cut where it ends. */
export function* wordsOf(shown: ShownPage, within?: Range): Generator<Word> {
  const layer = shown.element.querySelector(".textLayer");
  if (!layer) return;
  const nodes = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let isApart = false;
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (node instanceof Element) {
      if (node.tagName === "BR") isApart = true;
      continue;
    }
    if (!(node instanceof Text) || (within && !within.intersectsNode(node))) continue;
    const upright = isUpright(node, shown.turn);
    const [from, to] = partOf(node, within);
    for (const { 0: text, index } of node.data.slice(from, to).matchAll(/\s+|\S+/g)) {
      if (/^\s/.test(text)) {
        isApart = true;
        continue;
      }
      const rect = rectOf(node, from + index, from + index + text.length);
      if (rect) yield { text, isApart, upright, box: onPage(rect, shown) };
      isApart = false;
    }
  }
}

/** Words as a person would read them. */
export function joined(words: readonly Word[]): string {
  return words.map((word, place) => (place > 0 && word.isApart ? ` ${word.text}` : word.text)).join("");
}

function partOf(node: Text, range: Range | undefined): [from: number, to: number] {
  if (!range) return [0, node.length];
  const from = node === range.startContainer ? range.startOffset : 0;
  const to = node === range.endContainer ? range.endOffset : node.length;
  return [from, to];
}

function rectOf(node: Text, from: number, to: number): DOMRect | null {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  const rect = range.getBoundingClientRect();
  return rect.width > 0 && rect.height > 0 ? rect : null;
}

/** Whether text runs up or down the page, when the page stands as it is displayed before any turn. */
function isUpright(node: Text, turn: Turn): boolean {
  const [span, layer] = [node.parentElement, node.parentElement?.closest<HTMLElement>(".textLayer")];
  const own = parseFloat(span?.style.getPropertyValue("--rotate") ?? "") || 0;
  const shown = Number(layer?.dataset.mainRotation ?? 0);
  return Math.round((own + shown - turn) / 90) % 2 !== 0;
}
