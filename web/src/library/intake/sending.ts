/** Sends files with progress, which `fetch` does not tell of. */

import { ApiError, type Client } from "../../api/client";
import type { DocumentShort } from "../../api/types";
import type { Parcel } from "./upload-queue";

/**
 * Sends one file or address; `tell` hears of the bytes that went.
 *
 * Throws ApiError, with status 0 when there was no reply.
 */
export function sendParcel(
  client: Client,
  parcel: Parcel,
  tell: (sent: number) => void,
  abort: AbortSignal,
): Promise<DocumentShort> {
  if (parcel.kind === "file") return sendForm(client, formOf(parcel), tell, abort);
  const body = { website: parcel.url, ...(parcel.collectionId !== null && { collection_id: parcel.collectionId }) };
  return client.json("/documents/website", { method: "POST", body, signal: abort });
}

function formOf(parcel: Parcel & { kind: "file" }): FormData {
  const form = new FormData();
  form.append("package_type", parcel.packageType);
  form.append("ocr", parcel.ocr);
  if (parcel.collectionId !== null) form.append("collection_id", parcel.collectionId);
  form.append("file", parcel.file, parcel.file.name);
  return form;
}

function sendForm(
  client: Client,
  form: FormData,
  tell: (sent: number) => void,
  abort: AbortSignal,
): Promise<DocumentShort> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const unanswered = () => reject(new ApiError(0, ""));
    request.open("POST", client.url("/documents/upload"));
    for (const [name, value] of Object.entries(client.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => tell(event.loaded);
    request.onload = () => {
      const { data, detail } = replyOf(request.responseText);
      if (request.status >= 200 && request.status < 300 && data) resolve(data);
      else reject(new ApiError(request.status, detail || `${request.status} ${request.statusText}`));
    };
    request.onerror = request.ontimeout = request.onabort = unanswered;
    abort.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

/** What a reply says; of one that is no JSON, because something in between answered, nothing. */
function replyOf(text: string): { readonly data?: DocumentShort; readonly detail: string } {
  try {
    const { data, detail } = JSON.parse(text) as { data?: DocumentShort; detail?: unknown };
    return { ...(data && { data }), detail: typeof detail === "string" ? detail : "" };
  } catch {
    return { detail: "" };
  }
}
