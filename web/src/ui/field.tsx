/** Fields of forms: a label, a hint, what is wrong, and the control that they belong to. */

import type { ComponentChildren, PartialInputHTMLAttributes } from "preact";
import { useId, useState } from "preact/hooks";

import { IconButton } from "./button";
import "./field.css";
import { t } from "./texts";

/** Attributes that tie a control to its label, hint and error. */
export interface FieldControl {
  readonly id: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** What is wrong and how to mend it; nothing when empty. */
  readonly error?: string;
  /** The label is only read aloud. */
  readonly labelHidden?: boolean;
  readonly children: (control: FieldControl) => ComponentChildren;
}

export function Field({ label, hint, error, labelHidden = false, children }: FieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class={labelHidden ? "visually-hidden" : "field-label"} for={id}>
        {label}
      </label>
      {children({ id, ...(described && { "aria-describedby": described }), ...(error && { "aria-invalid": true }) })}
      {hint !== undefined && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
      <p id={`${id}-error`} class="field-error" role="alert" hidden={!error}>
        {error}
      </p>
    </div>
  );
}

type Frame = Omit<FieldProps, "children">;
type NativeInput = Omit<PartialInputHTMLAttributes<HTMLInputElement>, "label" | "list" | "role" | "type">;

export function TextField({ label, hint, error, labelHidden, ...rest }: Frame & NativeInput) {
  return (
    <Field {...frameOf({ label, hint, error, labelHidden })}>
      {(control) => <input dir="auto" {...rest} {...control} type="text" class="input" />}
    </Field>
  );
}

/** A field for a secret: hidden unless asked to be shown, and never remembered by the browser. */
export function SecretField({ label, hint, error, labelHidden, ...rest }: Frame & NativeInput) {
  const [shown, setShown] = useState(false);
  return (
    <Field {...frameOf({ label, hint, error, labelHidden })}>
      {(control) => (
        <span class="field-secret">
          <input
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            {...rest}
            {...control}
            {...(shown ? { type: "text" as const } : { type: "password" as const })}
            class="input"
          />
          <IconButton
            icon={shown ? "hide" : "show"}
            label={shown ? t("hideSecret") : t("showSecret")}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          />
        </span>
      )}
    </Field>
  );
}

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface SelectProps<Value extends string> extends Frame {
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

export function Select<Value extends string>({ options, value, onChange, disabled, ...frame }: SelectProps<Value>) {
  const choose = (given: string) => {
    const chosen = options.find((one) => one.value === given);
    if (chosen) onChange(chosen.value);
  };
  return (
    <Field {...frame}>
      {(control) => (
        <select
          {...control}
          class="input select"
          value={value}
          disabled={disabled}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** Something that is on or off, at once. */
export function Switch({ label, hint, checked, onChange, disabled }: SwitchProps) {
  const id = useId();
  return (
    <div class="switch">
      <input
        id={id}
        class="switch-input"
        type="checkbox"
        role="switch"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

/** The parts of a frame that are given; absent ones stay absent. */
function frameOf(given: { readonly [Name in keyof Frame]: Frame[Name] | undefined } & { readonly label: string }): Frame {
  const { label, hint, error, labelHidden } = given;
  return {
    label,
    ...(hint !== undefined && { hint }),
    ...(error !== undefined && { error }),
    ...(labelHidden !== undefined && { labelHidden }),
  };
}
