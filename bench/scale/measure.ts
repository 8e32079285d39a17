/* Runs of the packaged function over many images, against a service that takes its time. */
import type { Call } from '../../sim/index.ts';
import { runFresh } from '../process/child.ts';
import { type Cloud, startCloud } from '../process/cloud.ts';
import { destinations, tagImages } from '../rig/regions.ts';
import { HOME } from '../rig/rig.ts';
import { firstRun, type Load, roundsOf, sweep, tick } from './bound.ts';

/** Milliseconds that every call takes, for real. */
export const LATENCY = 20;
/** AppStream's default: copies to each region at once. */
const QUOTA = 2;
/** The stack's time limit, in milliseconds. */
const LIMIT = 300_000;

/** One reconcile by the packaged function in a process of its own. */
export interface Run {
  readonly kind: 'first run' | 'sweep' | 'tick';
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

/** Images that are in flight while a tick is measured. */
const IN_FLIGHT = 10;

/** The first run over so many images, all tagged for the same regions, and a sweep that finds nothing changed. */
export async function measureRuns(
  bundles: Bundles,
  images: number,
  regions: number,
): Promise<Run[]> {
  const cloud = await startCloud({
    latency: LATENCY,
    copyMinutes: ({ source }) => (source.name === EARLIER ? 0 : 40),
  });
  const { world } = cloud.simulator;
  tagImages(world, new Date(), { images, regions, quota: QUOTA });
  world.createImage(HOME, {
    name: EARLIER,
    createdAt: new Date(0),
    tags: { 'replicate:to': destinations(1).join(' ') },
  });
  const size = { images, regions };
  const earlier = { image: EARLIER };
  const first = firstRun(images, regions, QUOTA);
  const runs = [
    await measure('first run', size, [earlier, earlier, {}], first, bundles, cloud),
    await measure('sweep', size, [{}, {}], sweep(images, regions, QUOTA), bundles, cloud),
  ];
  await cloud.close();
  return runs;
}

/** A tick among so many images, of which ten are being copied, by a process that has read them before. */
export async function measureTick(
  bundles: Bundles,
  images: number,
  regions: number,
): Promise<Run[]> {
  const cloud = await startCloud({ latency: LATENCY });
  const { world } = cloud.simulator;
  tagImages(world, new Date(), { images: IN_FLIGHT, regions, quota: IN_FLIGHT });
  for (let n = IN_FLIGHT; n < images; n += 1) world.createImage(HOME, { name: `other-${n}` });
  const events = [{}, { trigger: 'tick' }];
  const load = tick(IN_FLIGHT, regions);
  const run = await measure('tick', { images, regions }, events, load, bundles, cloud);
  await cloud.close();
  return [run];
}

/** Runs the function in a fresh process for one event after the other, and measures the last. */
async function measure(
  kind: Run['kind'],
  size: Pick<Run, 'images' | 'regions'>,
  events: readonly object[],
  load: Load,
  { module, probe }: Bundles,
  { simulator: { calls }, environment }: Cloud,
): Promise<Run> {
  const ran = await runFresh(probe, { module, events, limit: LIMIT }, environment);
  const [ready = ran.imported, done = ready] = ran.called.slice(-2);
  return {
    ...{ kind, ...size, peakMegabytes: ran.peakMegabytes },
    calls: calls.length - calls.findLastIndex(isBeginning),
    seconds: (done.at - ready.at) / 1000,
    cpuSeconds: (done.cpu - ready.cpu) / 1000,
    bound: (roundsOf(load) * LATENCY) / 1000,
  };
}

/** A run over more than one image begins with the source images: the first page of their listing, or some by name. */
function isBeginning({ operation, region, input }: Call): boolean {
  const { Names = [], NextToken, Type } = Object(input);
  const isFirst = Names.length > 1 || (Type === 'PRIVATE' && !NextToken);
  return operation === 'DescribeImages' && region === HOME && isFirst;
}
