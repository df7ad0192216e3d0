/** Does something at most once a frame of the screen: pieces of an answer may come faster than they can be drawn. */

export class Frames {
  private waiting: number | null = null;
  private action: () => void = () => undefined;

  /** Does the action with the next frame, in place of the one that waits for it. */
  next(action: () => void): void {
    this.action = action;
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.action();
    });
  }

  /** Does nothing more. */
  end(): void {
    if (this.waiting !== null) cancelAnimationFrame(this.waiting);
    this.waiting = null;
  }
}
