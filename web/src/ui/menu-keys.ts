/** Which entry of a list the keyboard moves to. */

/** The entry that an arrow, Home or End leads to, going round at the ends; null for any other key. */
export function stepped(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return at <= 0 ? count - 1 : at - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** The next entry whose label begins with a letter, going round; null when none does, or the key is no letter. */
export function nextByLetter(key: string, at: number, labels: readonly string[]): number | null {
  if (key.length !== 1 || key === " ") return null;
  const letter = key.toLocaleLowerCase();
  for (let step = 1; step <= labels.length; step += 1) {
    const place = (at + step) % labels.length;
    if (labels[place]?.trim().toLocaleLowerCase().startsWith(letter)) return place;
  }
  return null;
}
