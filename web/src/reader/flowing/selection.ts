/** A selection in a flowing document, in the form that the service takes. */

import type { FlowingSelection } from "../../api/types";
import { blockAt } from "./loading";
import { xpathOf } from "./xpath";

/** What is selected, null when it is nothing or lies in no block. Offsets count characters of the text node they name. */
export function selectionOf(selection: Selection | null): FlowingSelection | null {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const { anchorNode, focusNode } = selection;
  const material = selection.toString().trim();
  if (!material || !anchorNode || !focusNode) return null;
  const indexes = touchedBlocks(selection.getRangeAt(0));
  if (!indexes.length) return null;
  return {
    material,
    indexes,
    anchorNode: xpathOf(anchorNode),
    focusNode: xpathOf(focusNode),
    anchorOffset: selection.anchorOffset,
    focusOffset: selection.focusOffset,
  };
}

/** A whole block as if it had been selected from its first character to its last; null when it is not there. */
export function selectionOfBlock(document: Document, block: number, material: string): FlowingSelection | null {
  const element = blockAt(document, block);
  if (!element) return null;
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const first = texts.nextNode() ?? element;
  let last: Node = first;
  for (let next = texts.nextNode(); next; next = texts.nextNode()) last = next;
  return {
    material,
    indexes: [block],
    anchorNode: xpathOf(first),
    focusNode: xpathOf(last),
    anchorOffset: 0,
    focusOffset: last.nodeType === Node.TEXT_NODE ? (last.nodeValue ?? "").length : last.childNodes.length,
  };
}

/** Numbers of the blocks of which a range holds words. */
function touchedBlocks(range: Range): number[] {
  const around = range.commonAncestorContainer;
  const element = around.nodeType === Node.ELEMENT_NODE ? (around as Element) : around.parentElement;
  const own = element?.closest("[data-index]");
  const candidates = own ? [own] : [...(element?.querySelectorAll("[data-index]") ?? [])];
  return candidates
    .filter((block) => range.intersectsNode(block) && holdsWords(range, block))
    .map((block) => Number(block.getAttribute("data-index")));
}

/** Whether the part of a block within a range has words: a range may end before the first character of a block. */
function holdsWords(range: Range, block: Element): boolean {
  const part = range.cloneRange();
  const whole = block.ownerDocument.createRange();
  whole.selectNodeContents(block);
  if (part.compareBoundaryPoints(Range.START_TO_START, whole) < 0) part.setStart(whole.startContainer, whole.startOffset);
  if (part.compareBoundaryPoints(Range.END_TO_END, whole) > 0) part.setEnd(whole.endContainer, whole.endOffset);
  return part.toString().trim() !== "";
}
