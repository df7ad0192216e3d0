/** A modal dialog: the browser's own, which keeps focus inside and gives it back. */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import { IconButton } from "./button";
import "./dialog.css";
import { t } from "./texts";

interface DialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Called when it is left by Escape or a click beside it; whoever shows it stops showing it. */
  readonly onClose: () => void;
}

export function Dialog({ title, children, onClose }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      // The browser gives focus back only to a dialog that is closed in place; this one may be gone by now.
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        // Only a press beside it: a selection that is dragged out of the dialog ends there too.
        if (event.target === element.current) onClose();
      }}
    >
      <div class="dialog-body">
        <h2 id={id} class="dialog-title" dir="auto">
          {title}
        </h2>
        {children}
        {/* The last to be reached by keyboard, so that focus begins with what the dialog asks for. */}
        <IconButton class="dialog-close" icon="close" label={t("close")} onClick={onClose} />
      </div>
    </dialog>
  );
}
