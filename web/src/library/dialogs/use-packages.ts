/** What the user has left, asked when a dialog opens. */

import { useEffect, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { Packages } from "../../api/types";
import { noteRefusal } from "../../state/session";
import { packagesNow } from "../service";

/** The packages; null when there is none, undefined while it is not known. */
export function usePackages(client: Client): Packages | null | undefined {
  const [packages, setPackages] = useState<Packages | null | undefined>(undefined);
  useEffect(() => {
    let isOver = false;
    packagesNow(client).then(
      (found) => !isOver && setPackages(found),
      (error: unknown) => noteRefusal(error),
    );
    return () => {
      isOver = true;
    };
  }, [client]);
  return packages;
}
