/** What is ticked in a list, and what a click with Shift adds to it. */

/**
 * The selection after `id` was clicked.
 *
 * With `anchor` (where the last click was, for a click with Shift) all from there to `id` become what `id` becomes.
 */
export function toggled(
  selected: ReadonlySet<string>,
  id: string,
  ids: readonly string[],
  anchor: string | null = null,
): ReadonlySet<string> {
  const next = new Set(selected);
  const adds = !selected.has(id);
  for (const one of between(ids, anchor, id)) {
    if (adds) next.add(one);
    else next.delete(one);
  }
  return next;
}

/** The selection without what is no longer there; the same object when nothing went. */
export function remaining(selected: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const there = new Set(ids);
  const kept = [...selected].filter((id) => there.has(id));
  return kept.length === selected.size ? selected : new Set(kept);
}

function between(ids: readonly string[], anchor: string | null, id: string): readonly string[] {
  const [from, to] = [anchor === null ? -1 : ids.indexOf(anchor), ids.indexOf(id)];
  if (from < 0 || to < 0) return [id];
  return ids.slice(Math.min(from, to), Math.max(from, to) + 1);
}
