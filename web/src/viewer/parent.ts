/** The page around the viewer, spoken to by penpal. */

import { connectToParent } from "penpal";

import type { Selection } from "../api/types";

/** What the page around may be told, and asked. Page numbers count from 1. */
export interface ParentMethods {
  /** A document is open: sources may be drawn. Told after each opening. */
  onViewerCreated(): void;
  onPageRendered(pageNumber: number): void;
  onPageChange(change: PageChange): void;
  onChatIconClicked(material: Selection): void;
  /** null when nothing is selected any more. */
  onSelectionChanged(material: Selection | null): void;
  /** The document token to load with; "" for none. */
  getToken(): string;
}

export interface PageChange {
  readonly pageNumber: number;
  /** The page before; null for the first one. */
  readonly previous: number | null;
  readonly pageCount: number;
}

/** What the page around may call. */
export interface ViewerMethods {
  open(options: unknown): Promise<void>;
  setFileUrl(url: unknown): Promise<void>;
  drawAnnotations(annotations: unknown): Promise<void>;
  removeAnnotationByType(type: unknown): Promise<void>;
  scrollToAnnotation(pageNumber: unknown, id: unknown, smooth: unknown, options: unknown): Promise<void>;
  getCurrentPageNumber(): Promise<number>;
}

type Events = Omit<ParentMethods, "getToken">;

/** Tells and asks the page around. A page that lacks a method is not told, and has no token to give. */
export interface Parent {
  tell<Name extends keyof Events>(name: Name, ...values: Parameters<Events[Name]>): void;
  token(): Promise<string>;
}

/**
 * Connects to whichever page frames this one: nothing here is secret, and what it may be framed by is said by the
 * content policy that the page is served with.
 */
export function connect(methods: ViewerMethods): Parent {
  const { promise } = connectToParent<ParentMethods>({ parentOrigin: "*", methods: { ...methods } });
  const remote: Promise<Partial<Awaited<typeof promise>>> = promise;
  return {
    tell(name, ...values) {
      // What the page around makes of it, and whether it is still there, is its own affair.
      const told = remote.then((parent) => (parent[name] as ((...given: unknown[]) => unknown) | undefined)?.(...values));
      void told.catch(() => undefined);
    },
    async token() {
      const token: unknown = await (await remote).getToken?.();
      return typeof token === "string" ? token : "";
    },
  };
}
