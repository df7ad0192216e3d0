/** The one queue of uploads: it goes on while the views change. */

import { effect } from "@preact/signals";

import { ApiError } from "../../api/client";
import { client, noteRefusal } from "../../state/session";
import { wordsFor } from "../../ui/errors";
import { sendParcel } from "./sending";
import { t } from "./texts";
import { UploadQueue } from "./upload-queue";

export const uploads = new UploadQueue(
  async (parcel, tell, abort) => {
    const current = client.peek();
    if (!current) throw new ApiError(401, "");
    try {
      return await sendParcel(current, parcel, tell, abort);
    } catch (error) {
      if (!abort.aborted) noteRefusal(error);
      throw error;
    }
  },
  (error) => wordsOf(error),
);

function wordsOf(error: unknown): string {
  return error instanceof ApiError && error.status === 401 ? t("refused401") : wordsFor(error);
}

/** The key that the uploads at hand were begun with. */
let owner = "";

effect(() => {
  const current = client.value;
  if (!current) { uploads.failAll(t("signedOut")); return; }
  // Somebody else's files are no business of who signs in now.
  const key = current.headers.Authorization ?? "";
  if (owner && owner !== key) {
    uploads.cancelAll();
    uploads.clear();
  }
  owner = key;
});

/** Browsers ask before they leave a page that says so. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

effect(() => {
  if (uploads.isBusy.value) addEventListener("beforeunload", askBeforeLeaving);
  else removeEventListener("beforeunload", askBeforeLeaving);
});
