/* The least time of one run, as calls that follow one another. */

/** What one run has before it. */
export interface Load {
  /** Images of the source region that are read. */
  readonly images: number;
  readonly regions: number;
  /** Calls of `CopyImage` to each region. */
  readonly copies: number;
  /** Images whose status has to be written before their first copy is tried. */
  readonly ahead: number;
  /** Images whose status changes by what was done. */
  readonly writes: number;
}

/** Calls that a run has under way at once, where one does not need the answer of another. */
const AT_ONCE = 8;
/** Images on one page of a listing: each page needs the token of the one before (AppStream API, `DescribeImages`). */
const PAGE = 25;

/** Calls that a run makes one after another at the least, when of those that do not depend on each other 8 run at once. */
export function roundsOf({ images, regions, copies, ahead, writes }: Load): number {
  const pages = Math.max(1, Math.ceil(images / PAGE));
  const turns = (calls: number) => Math.ceil(calls / AT_ONCE);
  const watch = 1;
  const looks = pages + turns(images) + turns(regions);
  return looks + turns(ahead) + copies * turns(regions) + turns(writes) + watch;
}

/** Calls of the first run over images that nobody has looked at: the quota refuses the last copy. */
export function firstRun(images: number, regions: number, quota: number): Load {
  const copies = Math.min(images, quota + 1);
  return { images, regions, copies, ahead: copies, writes: images };
}

/** Calls of a sweep that finds nothing changed: one try to copy to each region, if anything waits for it. */
export function sweep(images: number, regions: number, quota: number): Load {
  return { images, regions, copies: images > quota ? 1 : 0, ahead: 0, writes: 0 };
}

/** Calls of a tick in a warm process: it reads what is in flight, however many images there are. */
export function tick(inFlight: number, regions: number): Load {
  return { images: inFlight, regions, copies: 0, ahead: 0, writes: 0 };
}
