/** Makes a parsed page harmless: what is left are text, pictures that it carries, and links that lead out. */

const KEPT = new Set(
  (
    "html body h1 h2 h3 h4 h5 h6 p pre blockquote ul ol li dl dt dd figure figcaption img br hr div section article " +
    "header footer main nav aside table caption colgroup col thead tbody tfoot tr th td a em strong code sub sup del " +
    "ins b i u s small mark q cite dfn kbd samp var abbr time span ruby rt rp bdi bdo wbr"
  ).split(" "),
);

/** Elements that go with all that is in them; others that are not kept leave their content behind. */
const DROPPED = new Set(
  (
    "head script style link meta base title template noscript iframe frame frameset noframes object embed applet " +
    "svg math canvas audio video source track form input button select option textarea dialog portal slot"
  ).split(" "),
);

const ATTRIBUTES = new Set(["data-index", "lang", "dir", "alt", "title", "start", "value", "reversed", "rowspan", "colspan", "span"]);
const LINKS = /^(?:https?:\/\/|mailto:)/i;
const PICTURES = /^data:image\/(?:png|jpeg|gif|webp|bmp|avif)[;,]/i;

/** Takes from a parsed, inert document all that could run, fetch, lead astray or look like the page around it. */
export function sanitize(document: Document): Document {
  for (const element of [...document.documentElement.querySelectorAll("*")]) {
    const name = element.localName;
    const isHtml = element.namespaceURI === "http://www.w3.org/1999/xhtml";
    if (!isHtml || DROPPED.has(name)) element.remove();
    else if (!KEPT.has(name)) element.replaceWith(...element.childNodes);
    else keepHarmless(element);
  }
  keepHarmless(document.documentElement);
  return document;
}

function keepHarmless(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    if (!ATTRIBUTES.has(name) && !isSafeAddress(element.localName, name, value)) element.removeAttribute(name);
  }
}

function isSafeAddress(element: string, attribute: string, value: string): boolean {
  if (element === "a" && attribute === "href") return LINKS.test(value.trim());
  return element === "img" && attribute === "src" && PICTURES.test(value.trim());
}
