/** What goes when documents are deleted, and what stays: as the service really does it. */

import type { ListedDocument } from "../../api/types";
import { lengthOf } from "../amounts";
import { isFinal } from "../progress/statuses";
import { t } from "../texts";

/** Sentences, the most important first. */
export function lossesOf(documents: readonly ListedDocument[]): readonly string[] {
  const [first] = documents;
  if (!first) return [];
  const isOne = documents.length === 1;
  const questions = documents.reduce((sum, one) => sum + one.question_count, 0);
  const charged = documents.some(isCharged);
  const lines = [isOne ? whatGoes(first) : whatGoesOfMany(documents)];
  if (documents.some((one) => one.type !== "collection" && !isFinal(one))) lines.push(t("deleteUnfinished"));
  if (questions) lines.push(t(isOne ? "deleteQuestions" : "deleteManyQuestions", { count: questions }));
  if (documents.some((one) => one.type === "single_doc" && one.status >= 300)) lines.push(t(isOne ? "deleteCopies" : "deleteManyCopies"));
  if (charged) lines.push(t("deleteCharged"));
  return lines;
}

function whatGoes(one: ListedDocument): string {
  const length = lengthOf([one]);
  const size = length ? t("sizeInBrackets", { size: length }) : "";
  if (one.type === "collection") {
    const count = one.document_count ?? 0;
    return count ? t("deleteCollection", { count, size }) : t("deleteEmptyCollection");
  }
  return one.status < 0 ? t("deleteFailed") : t("deleteDocument", { size });
}

function whatGoesOfMany(documents: readonly ListedDocument[]): string {
  const collections = documents.filter((one) => one.type === "collection");
  const inside = collections.reduce((sum, one) => sum + (one.document_count ?? 0), 0);
  const parts = [
    t("documents", { count: documents.length - collections.length + inside }),
    t("collections", { count: collections.length }),
  ];
  const [some, other] = parts as [string, string];
  return t("deleteManyText", { what: collections.length ? t("and", { one: some, other }) : some });
}

function isCharged(one: ListedDocument): boolean {
  return one.type === "collection" ? (one.documents ?? []).some(({ status }) => status >= 300) : one.status >= 300;
}
