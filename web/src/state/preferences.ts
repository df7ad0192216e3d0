/** What a person prefers, kept in this browser. */

import { effect, signal, type Signal } from "@preact/signals";

import { language, type Language } from "../i18n/language";

export type Theme = "system" | "light" | "dark";

/** A signal whose value is kept in the browser under a name. */
export function kept<T>(name: string, initial: T): Signal<T> {
  const stored = localStorage.getItem(`chatdoc.${name}`);
  const value = signal<T>(stored === null ? initial : parsed(stored, initial));
  effect(() => localStorage.setItem(`chatdoc.${name}`, JSON.stringify(value.value)));
  return value;
}

function parsed<T>(text: string, initial: T): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    return initial;
  }
}

export const theme = kept<Theme>("theme", "system");
export const chosenLanguage = kept<Language | "system">("language", "system");

/** Puts theme and language on the page, now and at every change. Called once, by the app. */
export function applyPreferences(): void {
  effect(() => {
    if (theme.value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme.value;
  });
  effect(() => {
    const wanted = chosenLanguage.value === "system" ? navigator.language : chosenLanguage.value;
    language.value = wanted.toLowerCase().startsWith("zh") ? "zh" : "en";
    document.documentElement.lang = language.value;
  });
}
