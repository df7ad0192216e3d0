/** What a document's status says of it. */

const READY = 300;

interface WithStatus {
  readonly status: number;
}

/** Whether it can be read and asked. */
export function isReady({ status }: WithStatus): boolean {
  return status >= READY;
}

/** Whether it is ready, or has failed: nothing more will become of it. */
export function isFinal({ status }: WithStatus): boolean {
  return status < 0 || status >= READY;
}
