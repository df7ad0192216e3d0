/** XPaths as the service writes them: `/html/body/table[1]/tbody[1]/tr[2]/td[1]`, each step counted from 1. */

const STEP = /^(?:([a-z][a-z0-9-]*)|text\(\))(?:\[(\d+)\])?$/;

/** The path of a node in a document; a text is `…/text()[n]`. */
export function xpathOf(node: Node): string {
  const steps: string[] = [];
  for (let at = node; at.parentNode; at = at.parentNode) {
    const name = nameOf(at);
    if (name === null) continue;
    const isUnique = name === "html" || name === "body";
    steps.unshift(isUnique ? name : `${name}[${placeAmongSiblings(at, name)}]`);
  }
  return `/${steps.join("/")}`;
}

/** The node at a path, null when there is none or the path is of another form. */
export function nodeAt(document: Document, xpath: string): Node | null {
  let at: Node = document;
  for (const step of xpath.split("/").slice(1)) {
    const parts = STEP.exec(step);
    if (!parts) return null;
    const [, name = "text()", place = "1"] = parts;
    const found: Node | undefined = [...at.childNodes].filter((child) => nameOf(child) === name)[Number(place) - 1];
    if (!found) return null;
    at = found;
  }
  return at === document ? null : at;
}

/** The element at a path, or the one that holds the text there. */
export function elementAt(document: Document, xpath: string): HTMLElement | null {
  const node = nodeAt(document, xpath);
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  // A frame's elements are of the frame's own classes, so `instanceof` can't tell them.
  return element?.nodeType === Node.ELEMENT_NODE ? (element as HTMLElement) : null;
}

function nameOf(node: Node): string | null {
  if (node.nodeType === Node.TEXT_NODE) return "text()";
  return node.nodeType === Node.ELEMENT_NODE ? node.nodeName.toLowerCase() : null;
}

function placeAmongSiblings(node: Node, name: string): number {
  let place = 1;
  for (let before = node.previousSibling; before; before = before.previousSibling) place += nameOf(before) === name ? 1 : 0;
  return place;
}
