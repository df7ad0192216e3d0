/** What is said where a part of the account could not be read. */

import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { t } from "./texts";

interface FailureProps {
  readonly message: string;
  readonly onRetry: () => void;
}

export function Failure({ message, onRetry }: FailureProps) {
  return (
    <EmptyState icon="warning" title={t("failedTitle")}>
      <p dir="auto">{message}</p>
      <Button onClick={onRetry}>{t("retry")}</Button>
    </EmptyState>
  );
}
