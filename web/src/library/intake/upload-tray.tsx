/** What is on its way, in a corner of every view. */

import { useState } from "preact/hooks";

import { client } from "../../state/session";
import { Button, IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { shownName } from "../../ui/names";
import { Progress } from "../../ui/progress";
import { formatBytes } from "../amounts";
import { t } from "./texts";
import type { Job } from "./upload-queue";
import "./upload-tray.css";
import { uploads } from "./uploads";

const MOST_SHOWN = 50;

export function UploadTray() {
  const [isOpen, setOpen] = useState(false);
  const jobs = uploads.jobs.value;
  const failed = jobs.filter((job) => job.state === "failed");
  if (!jobs.length || client.value === null) return null;
  const shown = isOpen ? jobs : failed;
  return (
    <section class="upload-tray" aria-label={t("uploads")}>
      <div class="upload-tray-head">
        <span role="status">{headline(jobs)}</span>
        <IconButton icon={isOpen ? "down" : "up"} label={t("showUploads")} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} />
        {!uploads.isBusy.value && <IconButton icon="close" label={t("hide")} onClick={() => uploads.clear()} />}
      </div>
      {uploads.isBusy.value && <Total />}
      {shown.length > 0 && (
        <ul class="upload-tray-jobs" tabIndex={0} aria-label={t("uploads")}>
          {shown.slice(0, MOST_SHOWN).map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
        </ul>
      )}
      <div class="upload-tray-actions">
        {failed.length > 0 && (
          <Button icon="rotate" onClick={() => uploads.retry()}>
            {t("retryAll")}
          </Button>
        )}
        {uploads.isBusy.value && (
          <Button look="quiet" onClick={() => uploads.cancelAll()}>
            {t("cancelAll")}
          </Button>
        )}
      </div>
    </section>
  );
}

function Total() {
  const { sent, size } = uploads.bytes.value;
  const words = t("uploadsOf", { sent: formatBytes(sent), size: formatBytes(size) });
  return (
    <div class="upload-tray-total">
      <Progress label={t("uploads")} value={size ? sent : null} max={size || 1} text={words} />
      {size > 0 && <span>{words}</span>}
    </div>
  );
}

function JobLine({ job }: { readonly job: Job }) {
  const { id, state, parcel, error, sent, size } = job;
  const isOpen = state === "waiting" || state === "sending";
  const percent = state === "sending" && size ? ` ${Math.round((sent / size) * 100)} %` : "";
  return (
    <li class="upload-tray-job">
      <bdi class="upload-tray-name" title={shownName(parcel.name)}>
        {shownName(parcel.name)}
      </bdi>
      <span class={`upload-tray-state upload-tray-${state}`}>
        {state === "failed" ? <bdi>{error}</bdi> : t(state) + percent}
        {state === "done" && <Icon name="check" />}
      </span>
      {isOpen && <IconButton icon="close" label={t("cancelOne", { name: shownName(parcel.name) })} onClick={() => uploads.cancel(id)} />}
      {state === "failed" && (
        <IconButton icon="rotate" label={t("retryOne", { name: shownName(parcel.name) })} onClick={() => uploads.retry(id)} />
      )}
    </li>
  );
}

function headline(jobs: readonly Job[]): string {
  const count = (...states: Job["state"][]) => jobs.filter((job) => states.includes(job.state)).length;
  const [open, failed, done] = [count("waiting", "sending"), count("failed"), count("done")];
  if (open) return t("uploading", { count: open });
  return failed ? t("uploadsFailed", { count: failed }) : t("uploadsDone", { count: done });
}
