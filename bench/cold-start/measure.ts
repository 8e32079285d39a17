/* Starts bundles in fresh processes, and compares what they took. */
import { median, quantile, round } from '../numbers.ts';
import type { Bundle } from '../process/build.ts';
import { runFresh } from '../process/child.ts';
import { startCloud } from '../process/cloud.ts';
import type { Probed } from '../process/probe.ts';
import { destinations } from '../rig/regions.ts';
import { HOME } from '../rig/rig.ts';

/** A bundle, and what its fresh processes took. */
export interface Measured extends Bundle {
  readonly probes: readonly Probed[];
}

/** Milliseconds that a run is told it has: the stack's time limit. */
const LIMIT = 300_000;

/**
 * Starts every bundle in a fresh process, round after round, in turns and forth and back, so that whatever else the
 * machine does meets all alike. Each reads an image without a rule: two calls.
 */
export async function coldStarts(
  bundles: readonly Bundle[],
  probePath: string,
  rounds: number,
): Promise<readonly Measured[]> {
  const cloud = await startCloud();
  cloud.simulator.world.createImage(HOME, { name: 'plain' });
  const measured = bundles.map((bundle) => ({ ...bundle, probes: [] as Probed[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { path: module, probes } of round % 2 === 0 ? measured : measured.toReversed()) {
      const assignment = { module, events: [{ image: 'plain' }], limit: LIMIT };
      probes.push(await runFresh(probePath, assignment, cloud.environment));
    }
  }
  await cloud.close();
  return measured;
}

/** How one bundle's times relate to another's. What else the machine does only ever adds: so the fast runs count. */
export function ratios(measured: Measured, reference: Measured) {
  const of = (time: (probed: Probed) => number, share: number) =>
    round(quantile(measured.probes.map(time), share) / quantile(reference.probes.map(time), share));
  return {
    size: round(measured.bytes / reference.bytes),
    imported: of(({ booted, imported }) => imported.at - booted.at, 0.25),
    first: of(({ booted, imported, called: [first = imported] }) => first.at - booted.at, 0.25),
    cpu: of(({ booted, imported, called: [first = imported] }) => first.cpu - booted.cpu, 0.5),
  };
}

const REGIONS = destinations(8);
/** The function copies an image to 8 regions, where it is AVAILABLE at once, and announces it in a second run. */
export const REPLICATE = [{ image: 'cad' }, { trigger: 'tick' }];
/** The floor looks at 8 regions and publishes 8 messages. */
export const LOOK_AND_PUBLISH = [{ regions: REGIONS }];

/** Most megabytes that a fresh process with the bundle holds. */
export async function peakMemory(
  { path: module }: Bundle,
  events: readonly unknown[],
  probePath: string,
  rounds: number,
): Promise<number> {
  const peaks = [];
  for (let round = 0; round < rounds; round += 1) {
    const cloud = await startCloud({ copyMinutes: () => 0 });
    const { world } = cloud.simulator;
    world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': REGIONS.join(' ') } });
    const assignment = { module, events, limit: LIMIT };
    const { peakMegabytes } = await runFresh(probePath, assignment, cloud.environment);
    peaks.push(peakMegabytes);
    await cloud.close();
  }
  return median(peaks);
}
