/* Runs of the packaged function over many images, against a service that takes its time. */
import type { Call } from '../../sim/index.ts';
import { runFresh } from '../process/child.ts';
import { startCloud } from '../process/cloud.ts';
import { destinations, tagImages } from '../rig/regions.ts';
import { HOME } from '../rig/rig.ts';
import { firstRun, type Load, roundsOf, waitingRun } from './bound.ts';

/** Milliseconds that every call takes, for real. */
export const LATENCY = 20;
/** AppStream's default: copies to each region at once. */
const QUOTA = 2;
/** The stack's time limit, in milliseconds. */
const LIMIT = 300_000;

/** One reconcile by the packaged function in a process of its own. */
export interface Run {
  readonly kind: 'first run' | 'waiting run';
  readonly images: number;
  readonly regions: number;
  readonly calls: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The least that the latency allows, in seconds. */
  readonly bound: number;
  readonly peakMegabytes: number;
}

/** Paths of the bundles that a process runs. */
interface Bundles {
  readonly module: string;
  readonly probe: string;
}

/** An image that is replicated before, so that the process is warm, as the function is at all but its first event. */
const EARLIER = 'earlier';

/** The first run over so many images, all tagged for the same regions, and another that finds nothing changed. */
export async function measureRuns(
  { module, probe }: Bundles,
  images: number,
  regions: number,
): Promise<Run[]> {
  const cloud = await startCloud({
    latency: LATENCY,
    copyMinutes: ({ source }) => (source.name === EARLIER ? 0 : 40),
  });
  const { calls, world } = cloud.simulator;
  tagImages(world, new Date(), { images, regions, quota: QUOTA });
  world.createImage(HOME, {
    name: EARLIER,
    createdAt: new Date(0),
    tags: { 'replicate:to': destinations(1).join(' ') },
  });
  const run = async (kind: Run['kind'], before: object[], load: Load): Promise<Run> => {
    // By hand, since a tick may leave its minute out.
    const events = [...before, {}];
    const ran = await runFresh(probe, { module, events, limit: LIMIT }, cloud.environment);
    const [ready = ran.imported, done = ready] = ran.called.slice(-2);
    return {
      ...{ kind, images, regions, peakMegabytes: ran.peakMegabytes },
      calls: calls.length - calls.findLastIndex(isBeginning),
      seconds: (done.at - ready.at) / 1000,
      cpuSeconds: (done.cpu - ready.cpu) / 1000,
      bound: (roundsOf(load) * LATENCY) / 1000,
    };
  };
  const earlier = { image: EARLIER };
  const runs = [
    await run('first run', [earlier, earlier], firstRun(images, regions, QUOTA)),
    await run('waiting run', [{}], waitingRun(images, regions, QUOTA)),
  ];
  await cloud.close();
  return runs;
}

/** A run over all images begins with the first page of their listing. */
function isBeginning({ operation, region, input }: Call): boolean {
  const { Names, NextToken } = Object(input);
  return operation === 'DescribeImages' && region === HOME && !Names && !NextToken;
}
