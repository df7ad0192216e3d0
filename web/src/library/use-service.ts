/** What the service can do, for components. */

import { useEffect, useState } from "preact/hooks";

import type { Client } from "../api/client";
import type { ServiceInfo } from "../api/types";
import { noteRefusal } from "../state/session";
import { serviceInfo } from "./service";

/** null while it is not known; a failure leaves it so, because whoever needs it asks again. */
export function useService(client: Client): ServiceInfo | null {
  const [service, setService] = useState<ServiceInfo | null>(null);
  useEffect(() => {
    let isOver = false;
    serviceInfo(client).then(
      (info) => !isOver && setService(info),
      (error: unknown) => noteRefusal(error),
    );
    return () => {
      isOver = true;
    };
  }, [client]);
  return service;
}
