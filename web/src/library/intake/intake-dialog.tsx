/** Shows what is about to be taken in and what it costs, and lets one choose how. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import type { Client } from "../../api/client";
import type { DocumentShort, ListedDocument, OcrType, PackageType, ServiceInfo } from "../../api/types";
import { countPages } from "../../reader/paged/loading";
import { kept } from "../../state/preferences";
import { usePackages } from "../../state/service";
import { noteRefusal } from "../../state/session";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { wordsFor } from "../../ui/errors";
import { Spinner } from "../../ui/progress";
import { CollectionChoice, type Choice } from "../dialogs/collection-choice";
import { makeCollection, wrongName } from "../dialogs/name-dialog";
import { useCollections } from "../dialogs/use-collections";
import { Candidates } from "./candidates";
import { CandidateList } from "./candidate-list";
import { Cost } from "./cost";
import { OcrOptions, PackageOptions } from "./options";
import { FilePickers } from "./pickers";
import { formatOf, sumOf } from "./plan";
import { t } from "./texts";
import { uploads } from "./uploads";
import { MOST_FILES, type Found } from "./walking";
import "./intake-dialog.css";

const packageType = kept<PackageType>("intake.package", "elite");
const ocrType = kept<OcrType>("intake.ocr", "disable");

interface IntakeDialogProps {
  readonly client: Client;
  readonly service: ServiceInfo;
  /** What was dropped or chosen so far; more may come while the dialog is open. */
  readonly founds: readonly Found[];
  /** The collection that files go to, null to choose one. */
  readonly collection: ListedDocument | null;
  readonly onFound: (found: Found) => void;
  readonly onClose: () => void;
}

export function IntakeDialog({ client, service, founds, collection, onFound, onClose }: IntakeDialogProps) {
  const candidates = useCandidates(service, founds);
  const collections = useCollections();
  const packages = usePackages();
  const [picked, setChoice] = useState<Choice>({ kind: "none" });
  const [nameError, setNameError] = useState("");
  const [isBusy, setBusy] = useState(false);
  const freshRef = useRef<DocumentShort | null>(null);
  const taken = candidates.taken.value;
  const choice: Choice = collection ? { kind: "existing", id: collection.id } : picked;
  const target = collection ?? (picked.kind === "existing" ? collections?.find(({ id }) => id === picked.id) : undefined);
  const room = service.collection_documents - (target?.document_count ?? 0);
  const full = choice.kind !== "none" && taken.length > room ? t("noRoom", { room, count: taken.length }) : "";
  const sum = sumOf(taken, ocrType.value, service);
  const isPaged = taken.some(({ path }) => formatOf(path, service)?.layout === "paged");

  const submit = async () => {
    const wrong = choice.kind === "new" ? wrongName(choice.name) : "";
    setNameError(wrong);
    if (wrong || full || !taken.length) return;
    setBusy(true);
    try {
      // One that was made before something else went wrong is not made again.
      if (choice.kind === "new") freshRef.current ??= await makeCollection(client, choice.name);
    } catch (error) {
      noteRefusal(error);
      setNameError(wordsFor(error));
      setBusy(false); return;
    }
    const collectionId = choice.kind === "existing" ? choice.id : (freshRef.current?.id ?? null);
    const how = { packageType: packageType.value, ocr: ocrType.value, collectionId };
    uploads.add(taken.map(({ file }) => ({ kind: "file", name: file.name, file, ...how })));
    onClose();
  };
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <CandidateList candidates={candidates} service={service} />
      <Remarks founds={founds} />
      <FilePickers more onFound={onFound} />
      {isPaged && <PackageOptions type={packageType.value} packages={packages} onChoose={(type) => (packageType.value = type)} />}
      {isPaged && <OcrOptions ocr={ocrType.value} sum={sum} packages={packages} onChoose={(ocr) => (ocrType.value = ocr)} />}
      {!collection && (
        <CollectionChoice
          collections={collections}
          choice={picked}
          onChoose={setChoice}
          suggested={folderOf(founds)}
          optional
          hint={choice.kind === "existing" && !full ? t("room", { count: room }) : ""}
          error={choice.kind === "new" ? "" : full}
          nameError={nameError || (choice.kind === "new" ? full : "")}
        />
      )}
      {collection && <p class={full ? "library-warning" : "intake-hint"}>{full || t("room", { count: room })}</p>}
      <p class="intake-hint">{t("onlyReady")}</p>
      <div class="intake-foot">
        <Cost sum={sum} type={packageType.value} ocr={ocrType.value} packages={packages} />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" icon="upload" disabled={isBusy || !taken.length || Boolean(full)} onClick={() => void submit()}>
            {t("upload", { count: taken.length })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What stands for the dialog until the service has said what it takes. */
export function IntakeWaiting({ error, onRetry, onClose }: { readonly error: string; readonly onRetry: () => void; readonly onClose: () => void }) {
  return (
    <Dialog title={t("title")} onClose={onClose}>
      {error ? <p class="library-warning">{error}</p> : <Spinner label={t("looking")} labelShown />}
      <div class="dialog-actions">
        <Button onClick={onClose}>{t("cancel")}</Button>
        {error && (
          <Button look="primary" onClick={onRetry}>
            {t("tryAgain")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Remarks({ founds }: { readonly founds: readonly Found[] }) {
  const leftOut = founds.reduce((sum, one) => sum + one.leftOut, 0);
  const unreadable = founds.flatMap((one) => one.unreadable);
  return (
    <>
      {leftOut > 0 && <p class="intake-hint">{t("leftOut", { count: leftOut })}</p>}
      {unreadable.length > 0 && (
        <p class="library-warning" dir="auto">
          {t("unreadable", { paths: unreadable.slice(0, 5).join(", ") })}
        </p>
      )}
      {founds.some((one) => one.isCut) && <p class="library-warning">{t("cut", { count: MOST_FILES })}</p>}
    </>
  );
}

function useCandidates(service: ServiceInfo, founds: readonly Found[]): Candidates {
  const candidates = useMemo(() => new Candidates(service, countPages), [service]);
  const seenRef = useRef(0);
  useEffect(() => {
    for (const found of founds.slice(seenRef.current)) candidates.add(found.files);
    seenRef.current = founds.length;
  }, [candidates, founds]);
  useEffect(() => () => candidates.stop(), [candidates]);
  return candidates;
}

/** The name of the one folder that all files lie in; empty when there is none. */
function folderOf(founds: readonly Found[]): string {
  const [folder, ...others] = new Set(founds.flatMap((one) => one.files).map(({ path }) => path.split("/").slice(0, -1)[0] ?? ""));
  return others.length ? "" : (folder ?? "").slice(0, 80);
}
