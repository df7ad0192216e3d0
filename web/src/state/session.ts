/** Who is signed in: the key, kept in this browser, and the client that sends it. */

import { computed, signal } from "@preact/signals";

import { ApiError, Client } from "../api/client";

const STORED = "chatdoc.key";
const DEPARTURE = "chatdoc.departure";

/** Why nobody is signed in: the person left, or the key was refused. Null where nobody has signed in yet. */
export type Departure = "left" | "refused" | null;

const key = signal(localStorage.getItem(STORED) ?? "");

/** The client of the signed-in user, null before signing in. */
export const client = computed(() => (key.value ? new Client(key.value) : null));

/** The key itself, for commands that carry it; empty before signing in. */
export const apiKey = computed(() => key.value);

/** Kept in this browser, so that nobody who left is signed in again unasked. */
export const departure = signal<Departure>(readDeparture());

/** A key that came in the address and is to be tried; null when there is none. */
export const offeredKey = signal<string | null>(null);

/** Signs in with a key. Throws ApiError when the key opens nothing or the service does not answer. */
export async function signIn(secret: string): Promise<void> {
  const given = secret.trim();
  await new Client(given).json("/users/quota");
  localStorage.removeItem(DEPARTURE);
  localStorage.setItem(STORED, given);
  departure.value = null;
  key.value = given;
}

export function signOut(why: Exclude<Departure, null> = "left"): void {
  // In this order: other windows are told of the key, and then read why.
  localStorage.setItem(DEPARTURE, why);
  localStorage.removeItem(STORED);
  departure.value = why;
  key.value = "";
}

/** Takes a key out of the address (`#key=ak-…`) and out of the history, and offers it. */
export function takeKeyFromAddress(): void {
  const [, given] = /^#\/?key=(.+)$/.exec(location.hash) ?? [];
  if (given === undefined) return;
  history.replaceState(null, "", `${location.pathname}${location.search}#/`);
  offeredKey.value = decoded(given);
}

/** Follows what other windows of this browser do: signing in or out there does so here. Called once, by the app. */
export function followOtherWindows(): void {
  addEventListener("storage", (event) => {
    if (event.key !== STORED && event.key !== null) return;
    departure.value = readDeparture();
    key.value = localStorage.getItem(STORED) ?? "";
  });
}

function readDeparture(): Departure {
  const kept = localStorage.getItem(DEPARTURE);
  return kept === "left" || kept === "refused" ? kept : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Signs in with the key of a fresh installation, which the service hands out on its own machine only.
 * False when it hands out none. Throws ApiError when the service does not answer.
 */
export async function signInLocally(): Promise<boolean> {
  const reply = await fetch("/local-key", { method: "POST" }).catch(() => {
    throw new ApiError(0, "The service does not answer.");
  });
  if (!reply.ok) return false;
  const { data } = (await reply.json()) as { data: { key: string } | null };
  if (data === null) return false;
  await signIn(data.key);
  return true;
}

/** Signs out when an error says that the key opens nothing any more. */
export function noteRefusal(error: unknown): void {
  if (error instanceof ApiError && error.status === 401) signOut("refused");
}
