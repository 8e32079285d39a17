import { median } from '../numbers.ts';
import { runFresh } from '../process/child.ts';
import { startCloud } from '../process/cloud.ts';
import type { Probed } from '../process/probe.ts';
import { destinations } from '../rig/regions.ts';
import { HOME } from '../rig/rig.ts';
import type { Variant } from './variants.ts';

/** What fresh processes of one variant took. */
export interface Measured extends Variant {
  readonly probes: readonly Probed[];
}

/** Milliseconds that a run is told it has: the stack's time limit. */
const LIMIT = 300_000;

/**
 * Starts every variant in a fresh process, round after round, in turns and forth and back, so that whatever else the
 * machine does meets all alike. Each makes its first call, for an image that does not exist.
 */
export async function coldStarts(
  variants: readonly Variant[],
  probePath: string,
  rounds: number,
): Promise<Measured[]> {
  const cloud = await startCloud();
  const measured = variants.map((variant) => ({ ...variant, probes: [] as Probed[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { bundle, probes } of round % 2 === 0 ? measured : measured.toReversed()) {
      const events = [{ image: 'nothing' }];
      const assignment = { module: bundle.path, events, limit: LIMIT };
      probes.push(await runFresh(probePath, assignment, cloud.environment));
    }
  }
  await cloud.close();
  return measured;
}

const REGIONS = destinations(8);
/** The function copies an image to 8 regions, where it is AVAILABLE at once, and announces it in a second run. */
export const REPLICATE = [{ image: 'cad' }, { trigger: 'tick' }];
/** The floor looks at 8 regions and announces them. */
export const LOOK_AND_TELL = [{ regions: REGIONS }];

/** Most megabytes that a fresh process of the variant holds. */
export async function peakMemory(
  variant: Variant,
  events: readonly unknown[],
  probePath: string,
  rounds: number,
): Promise<number> {
  const peaks = [];
  for (let round = 0; round < rounds; round += 1) {
    const cloud = await startCloud({ copyMinutes: () => 0 });
    const { world } = cloud.simulator;
    world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': REGIONS.join(' ') } });
    const assignment = { module: variant.bundle.path, events, limit: LIMIT };
    const { peakMegabytes } = await runFresh(probePath, assignment, cloud.environment);
    peaks.push(peakMegabytes);
    await cloud.close();
  }
  return median(peaks);
}
