/** Files of answers, as the service makes them. */

import type { Client } from "../api/client";
import { saveFile } from "../ui/saving";

export interface Export {
  readonly questionId: number;
  readonly format: "markdown" | "pdf";
  /** Which document's PDF. */
  readonly uploadId?: string | undefined;
}

/** The Markdown of an answer. Throws ApiError. */
export async function exportedText(service: Client, questionId: number): Promise<string> {
  const reply = await fetchExport(service, { questionId, format: "markdown" });
  return reply.text();
}

/** Hands an answer's file to the browser, which saves it under the name that the service gives it. Throws ApiError. */
export async function saveExport(service: Client, wanted: Export): Promise<void> {
  const reply = await fetchExport(service, wanted);
  const given = fileName(reply.headers.get("Content-Disposition") ?? "");
  saveFile(given || `answer-${wanted.questionId}.${wanted.format === "pdf" ? "pdf" : "md"}`, await reply.blob());
}

function fetchExport(service: Client, { questionId, format, uploadId }: Export): Promise<Response> {
  return service.fetch(`/questions/${questionId}/export`, { query: { format, upload_id: uploadId } });
}

/** The name in a `Content-Disposition`; empty when there is none. */
export function fileName(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  const [, quoted] = /filename="([^"]*)"/i.exec(disposition) ?? [];
  try {
    return encoded ? decodeURIComponent(encoded) : (quoted ?? "");
  } catch {
    return quoted ?? "";
  }
}
