import { runFresh } from '../process/child.ts';
import { startCloud } from '../process/cloud.ts';
import { tagImages } from '../rig/regions.ts';
import { type Bench, LATENCY } from './measure.ts';

/** Milliseconds of its time that the function keeps back for writing down what it has done. */
const RESERVE = 60_000;

/** Runs after which it is given up. */
const MOST_RUNS = 20;

/** What became of a run that could not come to its end in time, and of those after it. */
export interface Stopped {
  readonly wanted: number;
  /** Copies that each run began. */
  readonly copiesByRun: readonly number[];
  /** Images and regions that were copied more than once. */
  readonly doubled: number;
  /** The longest run, times the time that it was given. */
  readonly longest: number;
}

/**
 * Copies so many images to so many regions, with no quota in the way, by runs that have `working` milliseconds to
 * begin something in, and as many to end.
 */
export async function stopInTime(
  { module, probe }: Bench,
  images: number,
  regions: number,
  working: number,
): Promise<Stopped> {
  const cloud = await startCloud({ latency: LATENCY });
  tagImages(cloud.simulator.world, new Date(), { images, regions, quota: images });
  const copies = () =>
    cloud.simulator.calls.filter(
      ({ operation, status }) => operation === 'CopyImage' && status === 200,
    );
  const limit = RESERVE + working;
  const copiesByRun: number[] = [];
  let longest = 0;
  while (copies().length < images * regions && copiesByRun.length < MOST_RUNS) {
    const before = copies().length;
    const events = [copiesByRun.length === 0 ? {} : { trigger: 'tick' }];
    const { imported, called } = await runFresh(
      probe,
      { module, events, limit },
      cloud.environment,
    );
    longest = Math.max(longest, ((called[0]?.at ?? 0) - imported.at) / limit);
    copiesByRun.push(copies().length - before);
  }
  const distinct = new Set(copies().map(({ input }) => JSON.stringify(input)));
  await cloud.close();
  return {
    wanted: images * regions,
    copiesByRun,
    doubled: copies().length - distinct.size,
    longest,
  };
}
