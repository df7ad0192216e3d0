/** Asks before something that can't be taken back. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { Button } from "./button";
import { Dialog } from "./dialog";
import { notifyError } from "./notices";
import { t } from "./texts";

interface ConfirmDialogProps {
  readonly title: string;
  /** What will happen, in words. */
  readonly children: ComponentChildren;
  /** What the button says, such as "Delete". */
  readonly action: string;
  readonly danger?: boolean;
  /** Does it. The dialog waits for it, closes when it is done, and stays with a notice when it failed. */
  readonly onConfirm: () => Promise<void> | void;
  readonly onClose: () => void;
}

export function ConfirmDialog({ title, children, action, danger = false, onConfirm, onClose }: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      notifyError(error);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div>{children}</div>
      <div class="dialog-actions">
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button look={danger ? "danger" : "primary"} disabled={busy} onClick={() => void confirm()}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
