/** Buttons that let one choose files, or a whole folder. */

import { useRef } from "preact/hooks";

import { Button } from "../../ui/button";
import { t } from "../texts";
import { chosen, type Found } from "./walking";

interface PickersProps {
  readonly onFound: (found: Found) => void;
  /** Whether choosing files is what the view is for. */
  readonly primary?: boolean;
  /** Whether there are some already. */
  readonly more?: boolean;
}

export function FilePickers({ onFound, primary = false, more = false }: PickersProps) {
  const filesRef = useRef<HTMLInputElement>(null);
  const folderRef = useRef<HTMLInputElement>(null);
  const takesFolder = (input: HTMLInputElement | null) => {
    folderRef.current = input;
    if (input) input.webkitdirectory = true;
  };
  const take = (input: HTMLInputElement) => {
    const found = chosen([...(input.files ?? [])]);
    // Emptied, so that the same file can be chosen again.
    input.value = "";
    if (found.files.length || found.leftOut) onFound(found);
  };
  return (
    <span class="file-pickers">
      <input ref={filesRef} type="file" multiple hidden data-pick="files" onChange={(event) => take(event.currentTarget)} />
      <input ref={takesFolder} type="file" hidden data-pick="folder" onChange={(event) => take(event.currentTarget)} />
      <Button look={lookOf(primary, more)} icon={more ? "add" : "upload"} onClick={() => filesRef.current?.click()}>
        {t(more ? "moreFiles" : "addFiles")}
      </Button>
      <Button look={lookOf(false, more)} icon="collection" onClick={() => folderRef.current?.click()}>
        {t(more ? "moreFolder" : "addFolder")}
      </Button>
    </span>
  );
}

function lookOf(primary: boolean, more: boolean): "primary" | "plain" | "quiet" {
  if (primary) return "primary";
  return more ? "quiet" : "plain";
}
