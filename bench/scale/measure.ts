import type { Workshop } from '../process/build.ts';
import { runFresh } from '../process/child.ts';
import { startCloud } from '../process/cloud.ts';
import { tagImages } from '../rig/regions.ts';
import { firstRun, type Load, roundsOf, waitingTick } from './bound.ts';

/** Milliseconds that every call takes, for real. */
export const LATENCY = 20;
/** AppStream's default: copies to each region at once. */
const QUOTA = 2;
/** The stack's time limit, in milliseconds. */
const LIMIT = 300_000;

/** One reconcile by the packaged function in a process of its own. */
export interface Run {
  readonly kind: 'first run' | 'waiting tick';
  readonly images: number;
  readonly regions: number;
  readonly calls: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The least that the latency allows, in seconds. */
  readonly bound: number;
  readonly peakMegabytes: number;
  readonly printedBytes: number;
}

/** What the bundles are run with. */
export interface Bench {
  readonly module: string;
  readonly probe: string;
}

export async function openBench(workshop: Workshop): Promise<Bench> {
  const { path: module } = await workshop.bundle('handlers/replicate.ts', 'product.mjs');
  const { path: probe } = await workshop.bundle('bench/process/probe.ts', 'probe.mjs');
  return { module, probe };
}

/** The first run over so many images, all tagged for the same regions, and the tick after it. */
export async function measureRuns(
  { module, probe }: Bench,
  images: number,
  regions: number,
): Promise<Run[]> {
  const cloud = await startCloud({ latency: LATENCY });
  tagImages(cloud.simulator.world, new Date(), { images, regions, quota: QUOTA });
  const { calls } = cloud.simulator;
  const run = async (kind: Run['kind'], event: object, load: Load): Promise<Run> => {
    // The first event opens the connection, so that the second is a run and not a start.
    const events = [{ image: 'nothing' }, event];
    const before = calls.length + 1;
    const ran = await runFresh(probe, { module, events, limit: LIMIT }, cloud.environment);
    const [ready = ran.imported, done = ready] = ran.called;
    const { peakMegabytes, printedBytes } = ran;
    return {
      ...{ kind, images, regions, peakMegabytes, printedBytes },
      calls: calls.length - before,
      seconds: (done.at - ready.at) / 1000,
      cpuSeconds: (done.cpu - ready.cpu) / 1000,
      bound: (roundsOf(load) * LATENCY) / 1000,
    };
  };
  const runs = [
    await run('first run', {}, firstRun(images, regions, QUOTA)),
    await run('waiting tick', { trigger: 'tick' }, waitingTick(images, regions, QUOTA)),
  ];
  await cloud.close();
  return runs;
}
