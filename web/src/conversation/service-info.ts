/** What the service can do, asked once for each who signs in. */

import { signal } from "@preact/signals";

import type { Client } from "../api/client";
import type { ServiceInfo } from "../api/types";

export const serviceInfo = signal<ServiceInfo | null>(null);

let asked: Client | null = null;

export async function readServiceInfo(service: Client): Promise<void> {
  if (asked === service) return;
  asked = service;
  try {
    serviceInfo.value = await service.json<ServiceInfo>("/service");
  } catch {
    // Without it the usual can be chosen; the next view asks again.
    asked = null;
  }
}
