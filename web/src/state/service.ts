/** What the service can do, asked once for each who signs in, and what the user has left, asked whenever it matters. */

import type { Client } from "../api/client";
import type { Packages, ServiceInfo } from "../api/types";
import { useReply } from "./reply";

const infos = new WeakMap<Client, Promise<ServiceInfo>>();

/** Limits, formats and models of the service. Throws ApiError; the next call asks again then. */
export function serviceInfo(client: Client): Promise<ServiceInfo> {
  const known = infos.get(client);
  if (known) return known;
  const asked = client.json<ServiceInfo>("/service");
  infos.set(client, asked);
  asked.catch(() => infos.delete(client));
  return asked;
}

/** What the user's packages hold now; null when there is none. Throws ApiError. */
export async function packagesNow(client: Client, signal: AbortSignal): Promise<Packages | null> {
  return (await client.json<{ package?: Packages | null }>("/users/quota", { signal })).package ?? null;
}

/** What the service can do; null while it is not known, and where it can't be known. */
export function useService(): ServiceInfo | null {
  const [reply] = useReply(serviceInfo);
  return reply.state === "ready" ? reply.data : null;
}

/** The user's packages; null when there is none, undefined while it is not known. */
export function usePackages(): Packages | null | undefined {
  const [reply] = useReply(packagesNow);
  return reply.state === "ready" ? reply.data : undefined;
}
