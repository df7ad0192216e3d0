/** The look of marks within the frame of a flowing document, where the page's own style sheets do not reach. */

import style from "./frame-marks.css?inline";

/** Puts the style sheet into a document; returns how to take it out. */
export function adoptStyle(page: Document): () => void {
  const view = page.defaultView;
  if (!view) return () => undefined;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(style);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
  return () => {
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}
