/** Who is signed in: the key, kept in this browser, and the client that sends it. */

import { computed, signal } from "@preact/signals";

import { ApiError, Client } from "../api/client";

const STORED = "chatdoc.key";

const key = signal(localStorage.getItem(STORED) ?? "");

/** The client of the signed-in user, null before signing in. */
export const client = computed(() => (key.value ? new Client(key.value) : null));

/** Signs in with a key. Throws ApiError when the key opens nothing or the service does not answer. */
export async function signIn(secret: string): Promise<void> {
  const given = secret.trim();
  await new Client(given).json("/users/quota");
  localStorage.setItem(STORED, given);
  key.value = given;
}

export function signOut(): void {
  localStorage.removeItem(STORED);
  key.value = "";
}

/** Signs in with the key of a fresh installation, which the service hands out on its own machine only. */
export async function signInLocally(): Promise<boolean> {
  const reply = await fetch("/local-key", { method: "POST" });
  if (!reply.ok) return false;
  const { data } = (await reply.json()) as { data: { key: string } | null };
  if (data === null) return false;
  await signIn(data.key);
  return true;
}

/** Signs out when an error says that the key opens nothing any more. */
export function noteRefusal(error: unknown): void {
  if (error instanceof ApiError && error.status === 401) signOut();
}
