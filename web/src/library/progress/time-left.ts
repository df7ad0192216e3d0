/** How long a document will still take, from the speed at which its pages were read so far. */

/** So many pages were done at a time in milliseconds. */
export interface Sample {
  readonly at: number;
  readonly done: number;
}

const KEPT = 12;
const LEAST_MILLISECONDS = 3000;
const MOST_SECONDS = 24 * 3600;

/** The samples with a new one; only those that brought something new are kept, and of these the last ones. */
export function sampled(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last && next.done < last.done) return [next];
  return last?.done === next.done ? samples : [...samples, next].slice(-KEPT);
}

/**
 * Seconds left until `total` pages are done, or null while it can't be told.
 *
 * It takes two steps of progress and some seconds of watching before the speed means anything.
 */
export function timeLeft(samples: readonly Sample[], total: number, now: number): number | null {
  const [first, second] = samples;
  const last = samples.at(-1);
  if (!first || !second || !last || last === second || last.done >= total) return null;
  // Where watching began, the pages before it may have taken any time; from its first step on, time is known.
  const span = last.at - second.at;
  if (span < LEAST_MILLISECONDS) return null;
  const perPage = span / (last.done - second.done);
  const left = ((total - last.done) * perPage - (now - last.at)) / 1000;
  return left > MOST_SECONDS ? null : Math.max(0, left);
}

/** A time as a person would say it: how many of which unit. */
export interface RoundedTime {
  readonly unit: "moments" | "seconds" | "minutes" | "hours";
  readonly count: number;
}

export function rounded(seconds: number): RoundedTime {
  if (seconds < 10) return { unit: "moments", count: 0 };
  if (seconds < 55) return { unit: "seconds", count: Math.ceil(seconds / 10) * 10 };
  if (seconds < 3570) return { unit: "minutes", count: Math.round(seconds / 60) };
  return { unit: "hours", count: Math.round(seconds / 3600) };
}
