/** Which elements are shown: those of a page, or of a run of blocks where there are no pages. */

/** Blocks of a flowing document that are listed together, as the elements of a page are. */
export const BLOCKS = 50;
/** Pages before and after the one in view that have marks. */
const NEAR = 1;

/** The pages around one, it first, of so many. */
export function pagesAround(page: number, pageCount: number): number[] {
  const around = [page];
  for (let step = 1; step <= NEAR; step++) around.push(page + step, page - step);
  return around.filter((one) => one >= 0 && one < pageCount);
}

/** The run of blocks that a block lies in. */
export function windowOf(block: number): number {
  return Math.floor(block / BLOCKS);
}

export function windowCount(blocks: number): number {
  return Math.max(1, Math.ceil(blocks / BLOCKS));
}
