/* What holds of every update of a fleet, judged without the product's own code. */

import type { SimFleet } from '../../sim/index.ts';
import type { RolloutWorld, Update } from './world.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** What is wrong with an update; empty when nothing is. */
export function wrongs(update: Update): string[] {
  const { before, after, at, isReleased, leftAt } = update;
  const follow = before.tags['replicate:follow'];
  const target = after.image?.name ?? '';
  const pin = follow?.startsWith('cad@') ? follow.slice(4) : undefined;
  const claims: readonly (readonly [string, boolean])[] = [
    ['it follows the family', follow === 'cad' || pin !== undefined],
    ['the image is of the family', /^cad-\d+$/.test(target)],
    ['a pinned fleet gets its image', pin === undefined || target === pin],
    [
      'it does not go back unless pinned',
      pin !== undefined || numberOf(target) > numberOf(before.image?.name),
    ],
    [
      'what somebody changed by hand stays until a newer image comes',
      leftAt === undefined || numberOf(target) > leftAt,
    ],
    ['its window is open', isOpen(before.tags['replicate:window'], at)],
    ['it neither starts nor stops', before.state === 'RUNNING' || before.state === 'STOPPED'],
    [
      'a status accounts for it',
      /^WAITING .*code=Updating /.test(before.tags['replicate:status'] ?? ''),
    ],
    ['a rollout together waits for every region', pin !== undefined || isReleased],
  ];
  return claims.flatMap(([claim, isTrue]) => (isTrue ? [] : [`${claim}: ${describe(update)}`]));
}

function describe({ before, after, at }: Update): string {
  return JSON.stringify({
    region: before.region,
    at,
    from: before.image?.name,
    to: after.image?.name,
    state: before.state,
    tags: before.tags,
  });
}

/** The number of an image of the family; 0 for any other. */
export function numberOf(name = ''): number {
  return Number(/^cad-(\d+)$/.exec(name)?.[1] ?? 0);
}

/** The newest image that a fleet of a region may use, by its number. */
export function newestIn(world: RolloutWorld, region: string): number {
  const names = world.sim.world.images(region).map(({ name }) => name);
  return Math.max(0, ...names.filter((name) => world.isReleased(name)).map(numberOf));
}

/** Whether a window has opened on one of the last two days and is still open, minute by minute. */
export function isOpen(window: string | undefined, at: Date): boolean {
  if (window === undefined) return true;
  const match = /^(?:([a-z]{3}) )?(\d\d:\d\d)-(\d\d:\d\d)$/.exec(window);
  if (!match) return false;
  const [, day, opens, closes] = match;
  const time = (minute: number) => new Date(minute).toISOString().slice(11, 16);
  for (let minute = Math.floor(at.getTime() / 60_000) * 60_000; ; minute -= 60_000) {
    if (time(minute) === opens)
      return day === undefined || DAYS[new Date(minute).getUTCDay()] === day;
    if (time(minute) === closes) return false;
  }
}

/** The last updates that were not announced, although the fleet still has the image; empty when there are none. */
export function unannounced(world: RolloutWorld): string[] {
  const announced = world
    .messages()
    .flatMap((message) =>
      message.outcome === 'ROLLED_OUT'
        ? [`${message.fleet.region} ${message.fleet.image.name}`]
        : [],
    );
  const last = new Map(world.updates.map((update) => [update.before.region, update.after]));
  return [...last.values()]
    .filter(
      ({ region, image }) => world.sim.world.fleet(region, 'design')?.image?.name === image?.name,
    )
    .map(({ region, image }) => `${region} ${image?.name}`)
    .filter((each) => !announced.includes(each));
}

/** Whether the fleet's status says why it is not on the newest image. */
export function isExplained(world: RolloutWorld, fleet: SimFleet): boolean {
  const status = fleet.tags['replicate:status'] ?? '';
  const number = numberOf(fleet.image?.name);
  const newest = newestIn(world, fleet.region);
  const follow = fleet.tags['replicate:follow'] ?? '';
  const pin = follow.startsWith('cad@') ? follow.slice(4) : undefined;
  // What AWS refused for ten minutes or failed at for a day is final for the image.
  const refused = 'AccessDeniedException|OperationNotPermittedException|GaveUp';
  if (status.startsWith('FAILED'))
    return new RegExp(`code=(InvalidFleetTags|RolloutStopped|${refused}) `).test(status);
  if (status.includes('code=ChangedByHand')) return true;
  if (pin !== undefined)
    return status.includes('code=NoImage')
      ? !world.sim.world.images(fleet.region).some(({ name }) => name === pin)
      : fleet.image?.name === pin;
  return number >= newest && number > 0;
}
