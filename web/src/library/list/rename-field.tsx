/** A name being changed where it stands: Enter and leaving keep it, Escape does not. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { shownName, stemLength } from "../../ui/names";
import { notifyError } from "../../ui/notices";
import { t } from "../texts";
import "./rename-field.css";

const MOST_CHARACTERS = 255;

interface RenameFieldProps {
  readonly name: string;
  /** Keeps the new name; what it throws is told, and the field stays. */
  readonly onDone: (name: string) => Promise<void>;
  readonly onLeave: () => void;
}

export function RenameField({ name, onDone, onLeave }: RenameFieldProps) {
  const fieldRef = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const leftRef = useRef(false);
  // At once, not after the next frame: what is typed right after the menu closes belongs into the field.
  useLayoutEffect(() => {
    fieldRef.current?.focus();
    fieldRef.current?.setSelectionRange(0, stemLength(name));
  }, [name]);
  const leave = () => {
    leftRef.current = true;
    onLeave();
  };
  const keep = async () => {
    // Leaving the field by Enter also takes the focus from it.
    if (leftRef.current || isBusy) return;
    const wanted = fieldRef.current?.value.trim() ?? "";
    if (!wanted || wanted === name) { leave(); return; }
    setBusy(true);
    try {
      await onDone(wanted);
      leave();
    } catch (error) {
      notifyError(error);
      setBusy(false);
      fieldRef.current?.focus();
    }
  };
  return (
    <input
      ref={fieldRef}
      class="input rename-field"
      type="text"
      dir="auto"
      maxLength={MOST_CHARACTERS}
      defaultValue={name}
      aria-label={t("nameOf", { name: shownName(name) })}
      readOnly={isBusy}
      onBlur={() => void keep()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") void keep();
        if (event.key === "Escape") leave();
      }}
    />
  );
}
