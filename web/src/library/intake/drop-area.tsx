/** Takes what is dropped anywhere on the page while a view that takes files is shown. */

import { useEffect, useState } from "preact/hooks";

import { Icon } from "../../ui/icon";
import { t } from "../texts";
import "./drop-area.css";
import { dropped, type Found } from "./walking";

interface DropAreaProps {
  /** Where files go, in words. */
  readonly into: string;
  readonly onFound: (found: Found) => void;
}

export function DropArea({ into, onFound }: DropAreaProps) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const over = (step: number) => {
      depth = Math.max(0, depth + step);
      setOver(depth > 0);
    };
    const handlers: Record<string, (event: DragEvent) => void> = {
      dragenter: () => over(1),
      dragleave: () => over(-1),
      // Without this the browser would open the file in place of the page.
      dragover: (event) => event.preventDefault(),
      drop: (event) => {
        event.preventDefault();
        over(-depth);
        if (event.dataTransfer) void dropped(event.dataTransfer).then(onFound);
      },
    };
    const handle = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files")) handlers[event.type]?.(event);
    };
    const names = ["dragenter", "dragleave", "dragover", "drop"] as const;
    for (const name of names) addEventListener(name, handle);
    return () => {
      for (const name of names) removeEventListener(name, handle);
    };
  }, [onFound]);
  if (!isOver) return null;
  return (
    <div class="drop-area" aria-hidden="true">
      <div class="drop-area-words">
        <Icon name="upload" />
        <strong>{t("dropHere")}</strong>
        <span>{into}</span>
      </div>
    </div>
  );
}
