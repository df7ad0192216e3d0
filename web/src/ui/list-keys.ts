/** Which entry of a list the keyboard moves to. */

/** The keys that lead to the next entry of a list, and to the one before it. */
type Arrows = readonly [onward: string, back: string];

/** The entry that an arrow, Home or End leads to, going round at the ends; null for any other key. */
export function stepped(key: string, at: number, count: number, arrows: Arrows = ["ArrowDown", "ArrowUp"]): number | null {
  if (count === 0) return null;
  const [onward, back] = arrows;
  switch (key) {
    case onward:
      return (at + 1) % count;
    case back:
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
