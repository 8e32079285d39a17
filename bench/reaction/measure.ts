import { eventsOf, live, MINUTE, SWEEP_MINUTES } from '../rig/live.ts';
import { createRig, HOME } from '../rig/rig.ts';

/** Simulated seconds from a fact to what follows from it. */
export interface Reaction {
  /** From the source image AVAILABLE to the accepted `CopyImage`. */
  readonly toCopy: number;
  /** From the replica AVAILABLE to the message. */
  readonly toMessage: number;
}

export interface Case {
  /** Whether image events reach the function, as they do where there is a trail. */
  readonly events: boolean;
  /** The moment within the sweep's half hour at which the image is begun, as a share of it. */
  readonly phase: number;
  readonly buildMinutes: number;
  readonly copyMinutes: number;
}

/** Lets one image be built, copied and announced. */
export async function react(given: Case): Promise<Reaction> {
  const { events, phase, buildMinutes, copyMinutes } = given;
  const rig = createRig({ copyMinutes: () => copyMinutes });
  const { world, calls } = rig.simulation;
  const heard = eventsOf(rig);
  rig.waitUntil(phase * SWEEP_MINUTES * MINUTE);
  const { createdAt } = world.createImage(HOME, {
    name: 'cad',
    buildMinutes,
    tags: { 'replicate:to': 'eu-west-1' },
  });
  await live(rig, () => rig.published.length > 0, events ? heard : []);
  const copiedAt =
    calls.find(({ operation }) => operation === 'CopyImage')?.at.getTime() ?? Number.NaN;
  const toldAt = rig.published[0]?.at.getTime() ?? Number.NaN;
  return {
    toCopy: (copiedAt - createdAt.getTime()) / 1000 - buildMinutes * 60,
    toMessage: (toldAt - copiedAt) / 1000 - copyMinutes * 60,
  };
}
