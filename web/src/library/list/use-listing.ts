/** A listing for as long as a view shows it. */

import { useEffect, useMemo } from "preact/hooks";

import type { Client } from "../../api/client";
import { noteRefusal } from "../../state/session";
import { uploads } from "../intake/uploads";
import { Listing, type Wanted } from "./listing";

/** The listing of `wanted`, which is the same object until something else is wanted. */
export function useListing(client: Client, wanted: Wanted): Listing {
  const listing = useMemo(() => new Listing(client, noteRefusal), [client]);
  useEffect(() => listing.follow(), [listing]);
  useEffect(() => listing.want(wanted), [listing, wanted]);
  // What was just taken in shows up without waiting for the next look.
  useEffect(() => uploads.accepted.subscribe((count) => count && listing.soon()), [listing]);
  return listing;
}
