/** What the service can do and what the user has left: asked once, or whenever it is about to matter. */

import type { Client } from "../api/client";
import type { Packages, ServiceInfo } from "../api/types";

const infos = new WeakMap<Client, Promise<ServiceInfo>>();

/** Limits and formats of the service. Throws ApiError; the next call asks again then. */
export function serviceInfo(client: Client): Promise<ServiceInfo> {
  const known = infos.get(client);
  if (known) return known;
  const asked = client.json<ServiceInfo>("/service");
  infos.set(client, asked);
  asked.catch(() => infos.delete(client));
  return asked;
}

/** What the user's packages hold now; null when there is none. Throws ApiError. */
export async function packagesNow(client: Client): Promise<Packages | null> {
  return (await client.json<{ package?: Packages | null }>("/users/quota")).package ?? null;
}
