/** The files that are about to be sent, and those that are not, with the reason. */

import type { ServiceInfo } from "../../api/types";
import { IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { shownName } from "../../ui/names";
import { formatBytes } from "../amounts";
import type { Candidates } from "./candidates";
import { extensionOf, formatOf, type Candidate, type Measure, type Refusal } from "./plan";
import { t } from "./texts";

interface CandidateListProps {
  readonly candidates: Candidates;
  readonly service: ServiceInfo;
}

export function CandidateList({ candidates, service }: CandidateListProps) {
  const { taken, refused } = candidates;
  return (
    <>
      {taken.value.length > 0 ? (
        // It scrolls: those who use no pointer need to get into it.
        <ul class="intake-files" aria-label={t("files")} tabIndex={0}>
          {taken.value.map((one) => (
            <li key={one.id} class="intake-file">
              <Path path={one.path} />
              <span class="intake-file-what">
                {extensionOf(one.path).toUpperCase()} · {formatBytes(one.file.size)} · <Length candidate={one} service={service} />
              </span>
              <IconButton icon="close" label={t("removeFile", { name: shownName(one.path) })} onClick={() => candidates.remove(one.id)} />
            </li>
          ))}
        </ul>
      ) : (
        <p class="intake-hint">{t("nothing")}</p>
      )}
      {refused.value.length > 0 && (
        <details class="intake-refused" open={refused.value.length <= 5}>
          <summary>
            <Icon name="warning" />
            {t("refused", { count: refused.value.length })}
          </summary>
          <ul class="intake-files" tabIndex={0} aria-label={t("refused", { count: refused.value.length })}>
            {refused.value.map(({ candidate, refusal }) => (
              <li key={candidate.id} class="intake-file">
                <Path path={candidate.path} />
                <span class="intake-file-what intake-file-refusal">{refusalWords(refusal)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Path({ path }: { readonly path: string }) {
  const name = shownName(path);
  return (
    <span class="intake-file-name" title={name}>
      <bdi>{name}</bdi>
    </span>
  );
}

function Length({ candidate, service }: { readonly candidate: Candidate; readonly service: ServiceInfo }) {
  const { measure, path } = candidate;
  return <>{lengthWords(measure, formatOf(path, service)?.layout === "flowing")}</>;
}

function lengthWords(measure: Measure, isFlowing: boolean): string {
  switch (measure.kind) {
    case "counting":
      return t("counting");
    case "pages":
      return t("pages", { count: measure.pages });
    case "tokens":
      return t("tokens", { count: measure.tokens });
    case "later":
      return t(isFlowing ? "tokensLater" : "pagesLater");
    case "unopened":
      return t("unopened", { why: measure.why });
  }
}

function refusalWords(refusal: Refusal): string {
  switch (refusal.reason) {
    case "tooLarge":
      return t("tooLarge", { size: formatBytes(refusal.most) });
    case "tooManyPages":
      return t("tooManyPages", { pages: refusal.pages, most: refusal.most });
    default:
      return t(refusal.reason);
  }
}
