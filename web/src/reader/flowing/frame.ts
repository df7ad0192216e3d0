/** The frame that a flowing document is shown in: sandboxed, without scripts of its own, styled by us alone. */

import tokens from "../../ui/tokens.css?inline";
import style from "./document.css?inline";
import "./flowing-reader.css";
import { t } from "./texts";

export type FrameWindow = Window & typeof globalThis;

/** A frame with an empty page in it, once it is there. */
export class Frame {
  readonly element = document.createElement("iframe");
  readonly loaded: Promise<FrameWindow>;
  private readonly theme = new MutationObserver(() => this.followTheme());
  private readonly listening = new AbortController();

  constructor(container: HTMLElement) {
    this.element.className = "flowing-frame";
    this.element.title = t("frame");
    this.element.setAttribute("sandbox", "allow-same-origin");
    // A page of its own, in standards mode: an empty address would give one with quirks.
    this.element.srcdoc = "<!doctype html><title></title>";
    this.loaded = new Promise((resolve) => {
      this.element.addEventListener("load", () => resolve(this.prepared()), { once: true });
    });
    container.append(this.element);
    this.theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  /** Its window, null before it is loaded and after it has been taken away. */
  get view(): FrameWindow | null {
    return this.element.contentDocument?.defaultView ?? null;
  }

  /** Shows a harmless page in place of the one before. */
  async show(page: Document): Promise<FrameWindow> {
    const view = await this.loaded;
    const own = view.document;
    own.documentElement.lang = page.documentElement.lang;
    own.body.replaceWith(own.adoptNode(page.body));
    // Lists and tables begin at the side where their own words begin.
    for (const child of own.body.children) if (!child.hasAttribute("dir")) child.setAttribute("dir", "auto");
    view.scrollTo(0, 0);
    return view;
  }

  /** A rectangle of the frame's page in coordinates of the page around it. */
  toOuter(rect: DOMRect): DOMRect {
    const frame = this.element.getBoundingClientRect();
    const x = rect.x + frame.x + this.element.clientLeft;
    const y = rect.y + frame.y + this.element.clientTop;
    return new DOMRect(x, y, rect.width, rect.height);
  }

  destroy(): void {
    this.theme.disconnect();
    this.listening.abort();
    this.element.remove();
  }

  private prepared(): FrameWindow {
    const view = this.view;
    if (!view) throw new Error("The frame was taken away before it was loaded.");
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(tokens + style);
    view.document.adoptedStyleSheets = [sheet];
    this.followTheme();
    const { signal } = this.listening;
    view.document.addEventListener("keydown", (event) => this.forwardKey(event), { signal });
    view.document.addEventListener("pointerdown", () => this.forwardPointer(), { signal });
    for (const kind of ["click", "auxclick"] as const) {
      view.document.addEventListener(kind, (event) => openLink(event), { signal });
    }
    return view;
  }

  private followTheme(): void {
    const root = this.element.contentDocument?.documentElement;
    const { theme } = document.documentElement.dataset;
    if (!root) return;
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
  }

  /** Keys pressed in the frame reach the page around it, as if they were pressed on the frame. */
  private forwardKey(event: KeyboardEvent): void {
    const { key, code, ctrlKey, metaKey, shiftKey, altKey, repeat, isComposing } = event;
    const init = { key, code, ctrlKey, metaKey, shiftKey, altKey, repeat, isComposing, bubbles: true, cancelable: true };
    if (!this.element.dispatchEvent(new KeyboardEvent("keydown", init))) event.preventDefault();
  }

  /** A press in the frame closes what is open over the page around it, as a press beside the frame does. */
  private forwardPointer(): void {
    for (const open of document.querySelectorAll<HTMLElement>("[popover=auto]:popover-open")) open.hidePopover();
    this.element.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  }
}

/** Opens a link in a tab of its own, which knows nothing of this one. The frame itself may not lead anywhere. */
function openLink(event: MouseEvent): void {
  const target = event.target as Node | null;
  const element = target?.nodeType === Node.ELEMENT_NODE ? (target as Element) : target?.parentElement;
  const link = element?.closest("a[href]");
  if (!link) return;
  event.preventDefault();
  if (event.button > 1) return;
  open(link.getAttribute("href") ?? "", "_blank", "noopener,noreferrer");
}
