/** How deeply files are read, and whether scanned pages are: each choice with what it does and costs. */

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

import type { OcrType, Packages, PackageType } from "../../api/types";
import { leftOf, pagePackage, type Sum } from "./plan";
import { t } from "./texts";

interface PackageOptionsProps {
  readonly type: PackageType;
  /** undefined while it is not known. */
  readonly packages: Packages | null | undefined;
  readonly onChoose: (type: PackageType) => void;
}

export function PackageOptions({ type, packages, onChoose }: PackageOptionsProps) {
  const left = (one: PackageType) => {
    if (packages === undefined) return "";
    const count = leftOf(packages, pagePackage(one));
    return count ? t("left", { count }) : t("packageNone");
  };
  return (
    <Options legend={t("package")}>
      <Option name="package" label={t("elite")} aside={left("elite")} text={t("eliteText")} checked={type === "elite"} onChoose={() => onChoose("elite")} />
      <Option name="package" label={t("basic")} aside={left("basic")} text={t("basicText")} checked={type === "basic"} onChoose={() => onChoose("basic")} />
      <Option name="package" label={t("lite")} aside={left("lite")} text={t("liteText")} checked={type === "lite"} onChoose={() => onChoose("lite")} />
    </Options>
  );
}

interface OcrOptionsProps {
  readonly ocr: OcrType;
  readonly sum: Sum;
  readonly packages: Packages | null | undefined;
  readonly onChoose: (ocr: OcrType) => void;
}

export function OcrOptions({ ocr, sum, packages, onChoose }: OcrOptionsProps) {
  const count = sum.pages;
  return (
    <Options legend={t("ocr")} hint={packages === undefined ? "" : t("ocrLeft", { count: leftOf(packages, "ocr_page") })}>
      <Option name="ocr" label={t("ocrDisable")} text={t("ocrDisableText")} checked={ocr === "disable"} onChoose={() => onChoose("disable")} />
      <Option
        name="ocr"
        label={t("ocrAuto")}
        text={count ? t("ocrAutoText", { count }) : t("ocrAutoTextLater")}
        checked={ocr === "auto"}
        onChoose={() => onChoose("auto")}
      />
      <Option
        name="ocr"
        label={t("ocrForce")}
        text={count ? t("ocrForceText", { count }) : t("ocrForceTextLater")}
        checked={ocr === "force"}
        onChoose={() => onChoose("force")}
      />
      {sum.ocrPages > 0 && ocr === "disable" && <p class="intake-hint">{t("ocrImages")}</p>}
    </Options>
  );
}

function Options({ legend, hint = "", children }: { readonly legend: string; readonly hint?: string; readonly children: ComponentChildren }) {
  return (
    <fieldset class="intake-options">
      <legend>
        {legend} {hint && <span class="intake-hint">{hint}</span>}
      </legend>
      {children}
    </fieldset>
  );
}

interface OptionProps {
  readonly name: string;
  readonly label: string;
  readonly aside?: string;
  readonly text: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

function Option({ name, label, aside = "", text, checked, onChoose }: OptionProps) {
  const id = useId();
  return (
    <label class="intake-option">
      <input type="radio" name={name} checked={checked} aria-labelledby={`${id}-label`} aria-describedby={`${id}-text`} onChange={onChoose} />
      <span class="intake-option-label" id={`${id}-label`}>
        {label}
      </span>
      <span class="intake-option-aside">{aside}</span>
      <span class="intake-option-text" id={`${id}-text`}>
        {text}
      </span>
    </label>
  );
}
