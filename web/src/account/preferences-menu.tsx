/** Theme and language, and whatever its caller adds. */

import type { Language } from "../i18n/language";
import { chosenLanguage, theme, type Theme } from "../state/preferences";
import { Menu, type MenuGroup } from "../ui/menu";
import type { Alignment, Side } from "../ui/placement";
import { t } from "./texts";

interface PreferencesMenuProps {
  readonly more?: readonly MenuGroup[];
  readonly side?: Side;
  readonly align?: Alignment;
}

export function PreferencesMenu({ more = [], side = "below", align = "end" }: PreferencesMenuProps) {
  const themes: readonly { value: Theme; label: string }[] = [
    { value: "system", label: t("themeSystem") },
    { value: "light", label: t("themeLight") },
    { value: "dark", label: t("themeDark") },
  ];
  // A language is named in itself, so that whoever needs it finds it.
  const languages: readonly { value: Language | "system"; label: string }[] = [
    { value: "system", label: t("languageSystem") },
    { value: "en", label: "English" },
    { value: "zh", label: "中文" },
  ];
  const groups: readonly MenuGroup[] = [
    {
      heading: t("theme"),
      items: themes.map(({ value, label }) => ({
        label,
        checked: theme.value === value,
        onSelect: () => (theme.value = value),
      })),
    },
    {
      heading: t("language"),
      items: languages.map(({ value, label }) => ({
        label,
        checked: chosenLanguage.value === value,
        onSelect: () => (chosenLanguage.value = value),
      })),
    },
    ...more,
  ];
  return <Menu icon="settings" label={t("preferences")} groups={groups} side={side} align={align} />;
}
