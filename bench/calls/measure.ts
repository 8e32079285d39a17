/* Counts calls and invocations, with the product in a simulated account. */
import { eventsOf, live, MINUTE, SWEEP_MINUTES } from '../rig/live.ts';
import { destinations, tagImages } from '../rig/regions.ts';
import { type Calls, createRig, HOME, type Rig } from '../rig/rig.ts';

/** Calls from the first event of an image to its last message and what is done thereafter, waiting ticks apart. */
export async function callsToReplicate(regions: number): Promise<Calls> {
  const rig = createRig();
  tagImages(rig.simulation.world, new Date(0), { images: 1, regions, quota: 2 });
  await rig.run({ kind: 'image', name: 'image-0' });
  rig.waitUntil(45 * MINUTE);
  await tick(rig);
  if (rig.published.length < regions) throw new Error('the image is not replicated yet');
  return rig.count();
}

/** Calls of a tick that finds one image in flight to all regions, and nothing changed, among so many images that the process has read before. */
export async function callsToWait(images: number, regions: number): Promise<number> {
  const rig = createRig();
  tagImages(rig.simulation.world, new Date(0), { images: 1, regions, quota: 2 });
  for (let n = 1; n < images; n += 1)
    rig.simulation.world.createImage(HOME, { name: `other-${n}` });
  await rig.run({ kind: 'all', trigger: 'manual' });
  rig.count();
  await tick(rig);
  return sum(rig.count());
}

/** Calls of a day on which nothing happens to so many images, all of them replicated long ago. */
export async function callsOfIdleDay(images: number, sweeps: number): Promise<number> {
  const rig = createRig({ callMilliseconds: 0 });
  tagImages(rig.simulation.world, new Date(0), { images, regions: 1, quota: images });
  await rig.run({ kind: 'all', trigger: 'manual' });
  rig.waitUntil(45 * MINUTE);
  await tick(rig);
  rig.count();
  for (let n = 0; n < sweeps; n += 1) await rig.run({ kind: 'all', trigger: 'sweep' });
  return sum(rig.count());
}

/** A new image. */
export interface Work {
  readonly regions: number;
  readonly buildMinutes: number;
  readonly copyMinutes: number;
}

/** Invocations of the function from the event of one new image until the watch is off again, sweeps apart. */
export async function invocationsToReplicate(work: Work): Promise<number> {
  const rig = createRig({ copyMinutes: () => work.copyMinutes });
  const events = eventsOf(rig);
  rig.simulation.world.createImage(HOME, {
    name: 'cad',
    buildMinutes: work.buildMinutes,
    tags: { 'replicate:to': destinations(work.regions).join(' ') },
  });
  await live(rig, () => rig.published.length >= work.regions && !rig.isWatching(), events);
  return rig.runs() - Math.floor(rig.elapsed() / (SWEEP_MINUTES * MINUTE));
}

async function tick(rig: Rig): Promise<void> {
  await rig.run({ kind: 'all', trigger: 'tick' });
}

export function sum({ appstream, events, sns }: Calls): number {
  return appstream + events + sns;
}
