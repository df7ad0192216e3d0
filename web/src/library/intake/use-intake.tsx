/** The way of files into the service: dropped or chosen, shown with their cost, and handed to the queue. */

import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { ListedDocument, ServiceInfo } from "../../api/types";
import { noteRefusal } from "../../state/session";
import { serviceInfo } from "../service";
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
  const [service, setService] = useState<ServiceInfo | null>(null);
  const [error, setError] = useState("");
  const take = useCallback((found: Found) => setFounds((before) => [...before, found]), []);
  const close = () => setFounds([]);
  const ask = useCallback(() => {
    setError("");
    serviceInfo(client).then(setService, (failure: unknown) => {
      noteRefusal(failure);
      setError(failure instanceof Error ? failure.message : String(failure));
    });
  }, [client]);
  const isOpen = founds.length > 0;
  useEffect(() => {
    if (isOpen) ask();
  }, [ask, isOpen]);
  const shown = (
    <>
      <DropArea into={into} onFound={take} />
      {isOpen && service && (
        <IntakeDialog client={client} service={service} founds={founds} collection={collection} onFound={take} onClose={close} />
      )}
      {isOpen && !service && <IntakeWaiting error={error} onRetry={ask} onClose={close} />}
    </>
  );
  return { take, shown };
}
