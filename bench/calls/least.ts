/* The least number of calls, to measure by. */

/** Images on one page of a listing (AppStream API, `DescribeImages`). */
const PAGE = 25;
/** Sweeps of a day at the stack's default rate. */
export const SWEEPS_A_DAY = 48;

/** A call that cannot be done without, to replicate one image to `regions` regions that finish together. */
export interface Need {
  readonly call: string;
  readonly why: string;
  readonly times: (regions: number) => number;
}

const once = () => 1;
const twice = () => 2;
const each = (regions: number) => regions;

/** What any design needs, wherever it keeps its state. */
export const ANY_DESIGN: readonly Need[] = [
  { call: 'DescribeImages, source', why: 'no event says that it is AVAILABLE', times: once },
  { call: 'ListTagsForResource, source', why: 'the rule', times: once },
  {
    call: 'DescribeImages, destination',
    why: 'AppStream does not say when CopyImage finds out that a name is taken',
    times: each,
  },
  { call: 'CopyImage', why: 'the copy', times: each },
  {
    call: 'DescribeImages, destination',
    why: 'no event says that the replica is AVAILABLE',
    times: each,
  },
  { call: 'TagResource, replica', why: 'CopyImage copies no tags', times: each },
  { call: 'Publish', why: 'the message', times: each },
];

/**
 * What is needed besides when the state is kept on the images, so that there is no database to call. What would do harm
 * if it were repeated without memory is done only after a status that accounts for it was written.
 */
export const NO_DATABASE: readonly Need[] = [
  ...ANY_DESIGN,
  {
    call: 'TagResource, source',
    why: 'to account for what is about to be done: before the first copy, and before the announcement',
    times: twice,
  },
  {
    call: 'TagResource, source',
    why: 'to remember what was done: that copies have begun, and that their end was announced',
    times: twice,
  },
  {
    call: 'DescribeImages and ListTagsForResource, source',
    why: 'the run that finds the end has no memory of the one that began',
    times: twice,
  },
  { call: 'EnableRule and DisableRule', why: 'no ticks while nothing is in flight', times: twice },
];

/** Calls that replicating one image takes at the least, waiting ticks apart. */
export function leastToReplicate(needs: readonly Need[], regions: number): number {
  return needs.reduce((sum, { times }) => sum + times(regions), 0);
}

/** Calls of a tick that finds nothing changed, for any design: one look at each region where something is in flight. */
export function leastToWait(regions: number): number {
  return regions;
}

/** The same where the state is on the images: each source in flight and its tags are read, too, a page of sources with one call. */
export function leastToWaitWithoutDatabase(sources: number, regions: number): number {
  return leastToRead(sources) + leastToWait(regions);
}

/**
 * Calls that it takes to read every image of the source region with its tags: only they say what is in flight, and
 * `DescribeImages` does not show them.
 */
export function leastToRead(images: number): number {
  return Math.max(1, Math.ceil(images / PAGE)) + images;
}
