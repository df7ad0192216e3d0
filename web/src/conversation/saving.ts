/** Files of answers, as the service makes them. */

import type { Client } from "../api/client";
import { saveReply } from "../ui/saving";

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
  await saveReply(reply, `answer-${wanted.questionId}.${wanted.format === "pdf" ? "pdf" : "md"}`);
}

function fetchExport(service: Client, { questionId, format, uploadId }: Export): Promise<Response> {
  return service.fetch(`/questions/${questionId}/export`, { query: { format, upload_id: uploadId } });
}
