/** When pages are drawn: not while they only fly past, and with pauses in which what drawing left behind is freed. */

/** What is used of pdf.js's queue of pages to draw. */
export interface Queue {
  /** Draws what is most needed, then the next; called whenever the view has changed and a page is drawn. */
  renderHighestPriority: (visible?: object) => void;
}

/** How long the view must rest, in milliseconds, for a movement to be over. */
const REST = 150;

/** How fast a view is moved, by what is told of its places. */
export class Movement {
  private at = -Infinity;
  private top = 0;
  private travelled = 0;

  /** Notes where the view stands at a time in milliseconds. */
  note(top: number, at: number): void {
    const elapsed = at - this.at;
    // A jump from rest is no movement: whoever jumps wants to see where.
    this.travelled = elapsed < REST ? this.travelled * (1 - elapsed / REST) + Math.abs(top - this.top) : 0;
    this.at = at;
    this.top = top;
  }

  /** Whether more than a view's height is passed in the time in which a movement would end. */
  isFast(height: number, at: number): boolean {
    return at - this.at < REST && this.travelled > height;
  }
}

export class Pace {
  private readonly movement = new Movement();
  private readonly draw: (visible?: object) => void;
  private drawn = 0;
  private isFreeing = false;
  private rest: ReturnType<typeof setTimeout> | undefined;

  /** After so many pages as `most`, `free` is called while none is drawn; it rejects when one was all the same. */
  constructor(
    queue: Queue,
    private readonly scroller: HTMLElement,
    private readonly isDrawing: () => boolean,
    private readonly most: number,
    private readonly free: () => Promise<void>,
  ) {
    this.draw = queue.renderHighestPriority.bind(queue);
    queue.renderHighestPriority = (visible) => this.next(visible);
    scroller.addEventListener("scroll", () => this.movement.note(scroller.scrollTop, performance.now()), { passive: true });
  }

  noteDrawn(): void {
    this.drawn += 1;
  }

  private next(visible?: object): void {
    if (this.isFreeing) return;
    clearTimeout(this.rest);
    if (this.drawn >= this.most && !this.isDrawing()) void this.freeAndGoOn();
    else if (this.movement.isFast(this.scroller.clientHeight, performance.now())) this.rest = setTimeout(() => this.next(), REST);
    else this.draw(visible);
  }

  private async freeAndGoOn(): Promise<void> {
    this.isFreeing = true;
    this.drawn = 0;
    await this.free().catch(() => undefined);
    this.isFreeing = false;
    this.next();
  }
}
