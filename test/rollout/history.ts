/* Histories of fleets: what people, AWS and dying runs do, and what must hold of all of it. */

import * as fc from 'fast-check';
import type { FaultEffect } from '../../sim/index.ts';
import { isExplained, numberOf, unannounced, wrongs } from './claims.ts';
import { createRolloutWorld, REGIONS, type Region, type RolloutWorld } from './world.ts';

const region = fc.constantFrom(...REGIONS);
const images = fc.constantFrom('cad-1', 'cad-2', 'cad-3', 'other');

type Act = (world: RolloutWorld) => void;

/** What people do to fleets and images; what AWS would not let them do is left out. */
const act: fc.Arbitrary<readonly [name: string, act: Act]> = fc.oneof(
  fc
    .constantFrom('each' as const, 'together' as const)
    .map((pace) => named(`build ${pace}`, (world) => world.build(pace))),
  fc
    .record({ at: region, word: fc.constantFrom('AVAILABLE' as const, 'AVAILABLE', 'FAILED') })
    .map(({ at, word }) => named(`${word} in ${at}`, (world) => world.copied(at, word))),
  fc
    .record({
      at: region,
      follow: fc.constantFrom('cad', 'cad', 'cad', 'cad@cad-1', 'cad@cad-2', 'not one', undefined),
    })
    .map(({ at, follow }) =>
      named(`follow ${follow} in ${at}`, (world) =>
        world.retag(at, { 'replicate:follow': follow }),
      ),
    ),
  fc
    .record({
      at: region,
      window: fc.constantFrom(undefined, '22:00-04:00', 'mon 08:00-20:00', '10:00-10:30', 'night'),
    })
    .map(({ at, window }) =>
      named(`window ${window} in ${at}`, (world) =>
        world.retag(at, { 'replicate:window': window }),
      ),
    ),
  fc
    .record({ at: region, image: images })
    .map(({ at, image }) => named(`image ${image} in ${at}`, (world) => world.setImage(at, image))),
  // The rule of the first image names the regions to look at.
  fc
    .constantFrom('cad-2', 'cad-3')
    .map((name) => named(`delete the source ${name}`, (world) => world.removeSource(name))),
  region.map((at) => named(`start or stop in ${at}`, (world) => startOrStop(world, at))),
);

function named(name: string, does: Act): readonly [string, Act] {
  return [name, does];
}

function startOrStop({ sim, fleet }: RolloutWorld, at: Region): void {
  const { state } = fleet(at);
  if (state === 'RUNNING') sim.world.stopFleet(at, 'design');
  if (state === 'STOPPED') sim.world.startFleet(at, 'design');
}

const OPERATIONS = [
  'UpdateFleet',
  'TagResource',
  'DescribeFleets',
  'ListTagsForResource',
  'Publish',
];
const EFFECTS: readonly FaultEffect[] = [
  { error: 'ThrottlingException' },
  { error: 'AccessDeniedException' },
  { error: 'InternalServerError', status: 500, after: true },
  { error: 'OperationNotPermittedException' },
  'drop-before',
  'drop-after',
  { stale: { minutes: 10 } },
];

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), act }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('run' as const),
      minutes: fc.constantFrom(1, 15, 15, 60, 600),
      death: fc.option(fc.record({ call: fc.nat(40), acts: fc.boolean() }), {
        nil: undefined,
        freq: 2,
      }),
      between: fc.option(fc.record({ call: fc.nat(40), act }), { nil: undefined, freq: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pin for a while' as const), at: region }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      operation: fc.constantFrom(...OPERATIONS),
      effect: fc.constantFrom(...EFFECTS),
      times: fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(world: RolloutWorld, each: Step): Promise<void> {
  if (each.kind === 'act') each.act[1](world);
  else if (each.kind === 'fault') {
    const { operation, effect, times } = each;
    world.sim.fault({ operation, effect, times });
  } else if (each.kind === 'pin for a while') {
    await pinForAWhile(world, each.at);
  } else {
    world.pass(each.minutes);
    const { between } = each;
    await world.run(
      each.death,
      between && { call: between.call, act: () => between.act[1](world) },
    );
  }
}

/** A pin does not wait for the other regions: without it, the fleet may have an image that it would not move to yet. */
async function pinForAWhile(world: RolloutWorld, at: Region): Promise<void> {
  const newest = Math.max(...world.sim.world.images(at).map(({ name }) => numberOf(name)));
  for (const follow of [`cad@cad-${newest}`, 'cad']) {
    world.retag(at, { 'replicate:follow': follow });
    await world.run();
    world.pass(15);
  }
}

/** Steps in an account whose fleets follow the family. */
export const history = fc.array(step, { minLength: 4, maxLength: 24 });

/** Plays a history, lets what can pass have passed, and says what should not have been. */
export async function violations(steps: readonly Step[]): Promise<string[]> {
  const world = createRolloutWorld();
  for (const region of REGIONS) world.retag(region, { 'replicate:follow': 'cad' });
  for (const each of steps) await take(world, each);

  world.sim.clearFaults();
  for (const region of REGIONS) world.retag(region, { 'replicate:window': undefined });
  for (let sweep = 0; sweep < 4; sweep += 1) {
    world.pass(15);
    await world.run();
  }
  const unexplained = REGIONS.map((region) => world.fleet(region)).filter((fleet) =>
    fleet.tags['replicate:follow'] === undefined
      ? fleet.tags['replicate:status'] !== undefined
      : !isExplained(world, fleet),
  );
  return [
    ...world.updates.flatMap(wrongs),
    ...unexplained.map((fleet) => `not where it should be: ${JSON.stringify(fleet)}`),
    ...unannounced(world).map((update) => `not announced: ${update}`),
  ];
}
