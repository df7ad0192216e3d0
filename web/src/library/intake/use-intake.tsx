/** The way of files into the service: dropped or chosen, shown with their cost, and handed to the queue. */

import type { ComponentChildren } from "preact";
import { useCallback, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { ListedDocument } from "../../api/types";
import { useReply } from "../../state/reply";
import { serviceInfo } from "../../state/service";
import { DropArea } from "./drop-area";
import { IntakeDialog, IntakeWaiting } from "./intake-dialog";
import type { Found } from "./walking";

export interface IntakeOfView {
  /** Takes files that were chosen. */
  readonly take: (found: Found) => void;
  /** The dialog while it is open, and what shows where files may be dropped. */
  readonly shown: ComponentChildren;
}

export function useIntake(client: Client, collection: ListedDocument | null, into: string): IntakeOfView {
  const [founds, setFounds] = useState<readonly Found[]>([]);
  const [service, ask] = useReply(serviceInfo);
  const hasFailed = service.state === "failed";
  const take = useCallback(
    (found: Found) => {
      if (hasFailed) ask();
      setFounds((before) => [...before, found]);
    },
    [hasFailed, ask],
  );
  const close = () => setFounds([]);
  const isOpen = founds.length > 0;
  const shown = (
    <>
      <DropArea into={into} onFound={take} />
      {isOpen && service.state === "ready" && (
        <IntakeDialog client={client} service={service.data} founds={founds} collection={collection} onFound={take} onClose={close} />
      )}
      {isOpen && service.state !== "ready" && (
        <IntakeWaiting error={service.state === "failed" ? service.message : ""} onRetry={ask} onClose={close} />
      )}
    </>
  );
  return { take, shown };
}
