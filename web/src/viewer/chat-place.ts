/** Where the chat icon stands. */

interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP = 6;
/** Room that the button takes, in pixels: its words may be long in some languages. */
const BUTTON: Size = { width: 160, height: 36 };

/**
 * Under the end of a selection, over it where there is no room, and always within the frame.
 *
 * `anchor` and the result are in pixels from the top left of the frame.
 */
export function chatPlace(anchor: DOMRectReadOnly, frame: Size): { left: string; top: string } {
  const below = anchor.bottom + GAP;
  const hasRoom = below + BUTTON.height <= frame.height;
  const top = hasRoom ? below : anchor.top - GAP - BUTTON.height;
  return {
    left: `${within(anchor.right - BUTTON.width / 2, frame.width - BUTTON.width)}px`,
    top: `${within(top, frame.height - BUTTON.height)}px`,
  };
}

function within(value: number, most: number): number {
  return Math.max(GAP, Math.min(value, most - GAP));
}
