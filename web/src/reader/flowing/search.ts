/** Finding text in a flowing document: across inline elements, never across blocks or cells. */

/** Where a text stands in a document, in reading order. Case makes no difference, and any spaces part words. */
export function rangesOf(document: Document, text: string): Range[] {
  const words = text.trim().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const pattern = new RegExp(words.map(escaped).join("\\s+"), "giu");
  return units(document).flatMap((unit) => rangesIn(unit, pattern));
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** Elements that a match stays within. */
function units(document: Document): Element[] {
  const blocks = [...document.querySelectorAll("[data-index]:not(table), td, th")];
  return blocks.length ? blocks : [document.body];
}

function rangesIn(unit: Element, pattern: RegExp): Range[] {
  const whole = unit.textContent;
  const found = [...whole.matchAll(pattern)];
  if (!found.length) return [];
  const texts = textsOf(unit);
  return found.map((match) => {
    const range = unit.ownerDocument.createRange();
    range.setStart(...placeIn(texts, match.index, false));
    range.setEnd(...placeIn(texts, match.index + match[0].length, true));
    return range;
  });
}

interface Piece {
  readonly node: Text;
  /** Characters before it. */
  readonly start: number;
}

function textsOf(unit: Element): Piece[] {
  const pieces: Piece[] = [];
  const walker = unit.ownerDocument.createTreeWalker(unit, NodeFilter.SHOW_TEXT);
  for (let start = 0, node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text;
    pieces.push({ node: text, start });
    start += text.data.length;
  }
  return pieces;
}

/** The text node that holds a character; an end belongs to the node it ends, a start to the one it begins. */
function placeIn(pieces: readonly Piece[], offset: number, isEnd: boolean): [Text, number] {
  const piece = pieces.findLast(({ start }) => (isEnd ? start < offset : start <= offset)) ?? pieces[0];
  if (!piece) throw new RangeError("There is no text here.");
  return [piece.node, offset - piece.start];
}
