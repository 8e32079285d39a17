/* An account with a family of images and its fleets, in which runs of the rollout die and calls fail. */

import { createHash } from 'node:crypto';
import { type RolloutSummary, rollOut } from '../../lib/rollout.ts';
import { createClock } from '../../sim/clock.ts';
import { deploy, HOME, keys } from '../../sim/harness/account.ts';
import { connectedClients, type Sent } from '../../sim/harness/clients.ts';
import { createReconciler } from '../../sim/harness/reconciler.ts';
import { createSimulation, type SimFleet, type Simulation } from '../../sim/index.ts';
import type { Reply } from '../../sim/perform.ts';
import { readPublication } from '../../sim/publication.ts';
import { AP, EU } from './fleets.ts';

export const REGIONS = [HOME, EU, AP] as const;
export type Region = (typeof REGIONS)[number];
export type Pace = 'each' | 'together';

/** A call of UpdateFleet that changed a fleet. */
export interface Update {
  readonly at: Date;
  /** As its tags and its image were last read before that, with its status: nothing can be known of what is done in between. */
  readonly before: SimFleet;
  readonly after: SimFleet;
  /** Whether fleets might move to the image then. */
  readonly isReleased: boolean;
  /** The image of the family that somebody had taken from the fleet by hand, by its number; no newer one came since. */
  readonly leftAt: number | undefined;
}

/** What was read of a fleet. */
interface Look {
  readonly fleet: SimFleet;
  readonly leftAt: number | undefined;
}

/** When a run dies: at its call of that number, before or after AWS acted on it. */
export interface Death {
  readonly call: number;
  readonly acts: boolean;
}

export interface RolloutWorld {
  readonly sim: Simulation;
  readonly updates: Update[];
  now(): Date;
  pass(minutes: number): void;
  /** Builds the next source image of the family, which goes to both other regions. */
  build(pace: Pace): void;
  /** The copy of the newest source image to a region ends. */
  copied(region: Region, word: 'AVAILABLE' | 'FAILED'): void;
  /** @param between what somebody does after the call of that number */
  run(
    death?: Death,
    between?: { readonly call: number; act(): void },
  ): Promise<RolloutSummary | undefined>;
  /** Somebody deletes a source image that no fleet uses; the replicas stay. */
  removeSource(name: string): void;
  /** Whether fleets may move to a source image, as its tags say; of one that is gone, as they said. */
  isReleased(name: string): boolean;
  fleet(region: Region): SimFleet;
  /** Somebody gives a fleet that neither starts nor stops another image. */
  setImage(region: Region, image: string): void;
  retag(region: Region, changes: Record<string, string | undefined>): void;
  /** Calls that the last run made. */
  calls(): number;
  messages(): ReturnType<typeof readPublication>['message'][];
}

/** Sets up an account with one finished image and a fleet on it in each region; a fleet follows nothing yet. */
export function createRolloutWorld(): RolloutWorld {
  const clock = createClock();
  const sim = createSimulation({ now: clock.now });
  const { world } = sim;
  const topicArn = deploy(world);
  const updates: Update[] = [];
  const leftAt = new Map<string, number>();
  const looks = new Map<string, Look>();
  const wasReleased = new Map<string, boolean>();
  let builds = 0;
  let made = 0;
  let death: Death | undefined;
  let between: { readonly call: number; act(): void } | undefined;

  const fleet = (region: string) => {
    const found = world.fleet(region, 'design');
    if (!found) throw new Error(`no fleet in ${region}`);
    return found;
  };

  async function answer(call: Sent) {
    made += 1;
    const number = made;
    const isDead = death && (number > death.call || (number === death.call && !death.acts));
    if (isDead) return { status: 0, body: {} };
    const reply = await watched(call);
    if (between?.call === number) between.act();
    return death?.call === number ? { status: 0, body: {} } : reply;
  }

  /** The service answers; what was read of a fleet, and what UpdateFleet changes, is noted. */
  async function watched(call: Sent) {
    const region = /\/([a-z0-9-]+)\/appstream\//.exec(call.authorization ?? '')?.[1];
    const present = region === undefined ? undefined : world.fleet(region, 'design');
    const reply = await sim.answer(call);
    if (present) noteLook(call, reply, present);
    if (present && call.target?.endsWith('.UpdateFleet')) noteUpdate(present);
    return reply;
  }

  function noteLook({ target, body }: Sent, reply: Reply, present: SimFleet): void {
    const { region, arn } = present;
    const { fleet: seen = present } = looks.get(region) ?? {};
    if (target?.endsWith('.DescribeFleets'))
      looks.set(region, { fleet: { ...present, tags: seen.tags }, leftAt: leftAt.get(region) });
    if (!target?.endsWith('.ListTagsForResource') || !body?.includes(arn)) return;
    const { Tags: tags = {} } = Object(reply.body);
    looks.set(region, { leftAt: undefined, ...looks.get(region), fleet: { ...seen, tags } });
  }

  function noteUpdate({ region, image }: SimFleet): void {
    const after = fleet(region);
    const look = looks.get(region);
    if (!look || image?.arn === after.image?.arn) return;
    const isReleased = self.isReleased(after.image?.name ?? '');
    const tags = { ...look.fleet.tags, [keys.fleetStatus]: after.tags[keys.fleetStatus] ?? '' };
    const before = { ...look.fleet, tags };
    updates.push({ at: clock.now(), before, after, isReleased, leftAt: look.leftAt });
    leftAt.delete(region);
  }

  const reconciler = createReconciler(connectedClients(HOME, answer, { retryDelay: () => 0 }), {
    now: clock.now,
    topicArn,
  });

  function setStatus(region: Region, word: string): void {
    const name = `cad-${builds}`;
    const { tags = {} } = world.image(HOME, name) ?? {};
    const status = `${word} since=${iso(clock.now())}${word === 'FAILED' ? ' code=NameTaken' : ''}`;
    world.setTags(HOME, name, { ...tags, [keys.status(region)]: status });
  }

  const self: RolloutWorld = {
    sim,
    updates,
    now: clock.now,
    pass: clock.advance,
    build(pace) {
      builds += 1;
      // No two builds within a second.
      clock.advance(0.1);
      const tags = {
        'replicate:to': `${EU} ${AP}`,
        'replicate:family': 'cad',
        'replicate:rollout': pace,
      };
      world.createImage(HOME, { name: `cad-${builds}`, tags });
    },
    copied(region, word) {
      const name = `cad-${builds}`;
      const source = world.image(HOME, name);
      if (!source || region === HOME || world.image(region, name)) return;
      setStatus(region, word);
      if (word === 'FAILED') return;
      const created = iso(source.createdAt);
      world.createImage(region, {
        name,
        description: `[replica of ${HOME}/${name} ${created}]`,
        imageBuilderName: null,
        tags: {
          [keys.source]: source.arn,
          [keys.sourceCreated]: created,
          [keys.family]: 'cad',
          ...(source.tags[keys.rollout] === 'together' && { [keys.rollout]: 'together' }),
        },
      });
    },
    async run(dies, meanwhile) {
      made = 0;
      death = dies;
      between = meanwhile;
      return rollOut({ isSweep: true }, reconciler).catch(() => undefined);
    },
    removeSource(name) {
      if (!world.image(HOME, name) || fleet(HOME).image?.name === name) return;
      wasReleased.set(name, self.isReleased(name));
      world.deleteImage(HOME, name);
    },
    isReleased(name) {
      const { tags } = world.image(HOME, name) ?? {};
      if (!tags) return wasReleased.get(name) ?? false;
      const isDone = [EU, AP].every((region) => tags[keys.status(region)]?.startsWith('AVAILABLE'));
      return tags[keys.rollout] === 'each' || isDone;
    },
    fleet,
    setImage(region, image) {
      const { state, image: present, tags } = fleet(region);
      if (!['RUNNING', 'STOPPED'].includes(state) || !world.image(region, image)) return;
      world.setFleetImage(region, 'design', image);
      const rule = createHash('sha256')
        .update(tags[keys.follow] ?? '')
        .digest('hex')
        .slice(0, 8);
      const number = Number(/^cad-(\d+)$/.exec(present?.name ?? '')?.[1]);
      const status = tags[keys.fleetStatus] ?? '';
      const isNamed =
        status.startsWith('FOLLOWING') &&
        status.includes(` rule=${rule} `) &&
        `${status} `.includes(` image=cad-${number} `);
      if (isNamed && image !== present?.name) leftAt.set(region, number);
      if (image === `cad-${leftAt.get(region)}`) leftAt.delete(region);
    },
    retag(region, changes) {
      const isOther =
        'replicate:follow' in changes &&
        changes['replicate:follow'] !== fleet(region).tags['replicate:follow'];
      if (isOther) leftAt.delete(region);
      const tags = Object.entries({ ...fleet(region).tags, ...changes }).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value] as const],
      );
      world.setFleetTags(region, 'design', Object.fromEntries(tags));
    },
    calls: () => made,
    messages: () => world.publications.map((each) => readPublication(each).message),
  };
  self.build('each');
  clock.advance(1);
  for (const region of REGIONS) {
    self.copied(region, 'AVAILABLE');
    world.createImage(region, { name: 'other' });
    world.createFleet(region, { name: 'design', imageName: 'cad-1' });
  }
  return self;
}

/** ISO 8601 to the second. */
export function iso(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
