import { setImmediate } from 'node:timers/promises';
import { type Clock, install } from '@sinonjs/fake-timers';
import { KNOWN_REGIONS } from '../../../lib/core/region.ts';
import { deploy, HOME, isWatching } from '../../../sim/harness/account.ts';
import { SWEEP_MINUTES } from '../../../sim/harness/live.ts';
import { createSimulation, type Simulation } from '../../../sim/index.ts';
import { LambdaFunction } from './function.ts';
import type { Borne, Load } from './load.ts';
import { watchTraffic } from './traffic.ts';

const START = Date.parse('2026-11-23T08:00:00Z');
const MINUTE = 60_000;
const BUILD_MINUTES = 20;

/** Bears a load, on a clock that does not wait. Timers and dates of the whole process are its own meanwhile. */
export async function bear(load: Load): Promise<Borne> {
  const clock = install({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: START });
  const simulation = createSimulation({
    now: () => new Date(),
    copyMinutes: () => load.copyMinutes,
    callsPerSecond: load.callsPerSecond,
  });
  const { world } = simulation;
  const regions = KNOWN_REGIONS.filter((region) => region !== HOME).slice(0, load.regions);
  for (const region of [HOME, ...regions]) world.quota(region, { images: load.images * 2 });
  deploy(world);
  const traffic = watchTraffic(simulation, START);
  const lambda = new LambdaFunction(simulation);
  build(load.images, regions.join(' '), simulation, lambda);
  everyMinute(1, simulation, lambda);

  const isOver = () =>
    Date.now() >= START + load.minutes * MINUTE ||
    (world.publications.length === load.images * load.regions &&
      !isWatching(world) &&
      !lambda.isBusy);
  while (!isOver()) await step(clock);
  clock.uninstall();
  return { ...traffic, runs: lambda.runs };
}

/** All images are built in the first minute; EventBridge tells of each as its building begins. */
function build(images: number, to: string, { world }: Simulation, lambda: LambdaFunction): void {
  for (let image = 0; image < images; image += 1) {
    const name = `image-${image}`;
    const begin = () => {
      world.createImage(HOME, {
        name,
        tags: { 'replicate:to': to },
        buildMinutes: BUILD_MINUTES,
      });
      void lambda.invoke({ kind: 'image', name });
    };
    setTimeout(begin, (image * MINUTE) / images);
  }
}

function everyMinute(minute: number, simulation: Simulation, lambda: LambdaFunction): void {
  setTimeout(() => {
    if (isWatching(simulation.world)) void lambda.invoke({ kind: 'all', trigger: 'tick' });
    if (minute % SWEEP_MINUTES === 0) void lambda.invoke({ kind: 'all', trigger: 'sweep' });
    everyMinute(minute + 1, simulation, lambda);
  }, MINUTE);
}

/** Goes on to the next timer. As in Node, even one of no time takes a millisecond. */
async function step(clock: Clock): Promise<void> {
  const before = Date.now();
  clock.next();
  if (Date.now() === before) clock.tick(1);
  await setImmediate();
}
