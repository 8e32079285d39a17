import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseShare, wantedGrants } from '../../lib/core/tags/share.ts';
import type { FaultEffect } from '../../sim/index.ts';
import { histories } from '../support/property.ts';
import { createStage, HOME, keys, type Stage } from '../support/stage.ts';

const EU = 'eu-west-1';
const [A, B, C] = ['111122223333', '444455556666', '777788889999'];
const OUTSIDER = '999900001111';
const ALLOWED = [A, B, C];

const kind = fc.constantFrom('', '=builder', '=both');
const account = fc.constantFrom(A, B, C, OUTSIDER);
const value = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .uniqueArray(account)
      .chain((list) =>
        fc
          .tuple(...list.map((each) => kind.map((of) => each + of)))
          .map((words) => words.join(' ')),
      ),
  },
  { weight: 1, arbitrary: fc.constantFrom('source', undefined, 'nobody', `source ${A}`) },
);
const permissions = fc.constantFrom(
  { allowFleet: true, allowImageBuilder: false },
  { allowFleet: true, allowImageBuilder: true },
);
const EFFECTS: readonly FaultEffect[] = [
  'drop-before',
  'drop-after',
  { error: 'ThrottlingException' },
  { error: 'AccessDeniedException' },
  { error: 'ResourceNotAvailableException' },
  { error: 'InternalFailure', status: 500, after: true },
];
const step = fc.oneof(
  fc.record({ do: fc.constant('tag' as const), value }),
  fc.record({
    do: fc.constant('grant' as const),
    region: fc.constantFrom(HOME, EU),
    account,
    permissions,
  }),
  fc.record({ do: fc.constant('revoke' as const), region: fc.constantFrom(HOME, EU), account }),
  fc.record({
    do: fc.constant('fault' as const),
    operation: fc.constantFrom(
      'DescribeImagePermissions',
      'UpdateImagePermissions',
      'DeleteImagePermissions',
      'TagResource',
      'ListTagsForResource',
    ),
    times: fc.integer({ min: 1, max: 5 }),
    effect: fc.constantFrom(...EFFECTS),
  }),
  fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 5, 45) }),
);
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** Accounts to which people gave, and from which they took, access to the replica, or a part of it. */
interface ByHand {
  readonly given: Set<string>;
  readonly taken: Set<string>;
  readonly revoked: Set<string>;
}

function byPeople(
  world: Stage['sim']['world'],
  each: Extract<Step, { do: 'grant' | 'revoke' }>,
  { given, taken, revoked }: ByHand,
): void {
  const { region, account: id } = each;
  const isRevoked = each.do === 'revoke';
  if (region === EU) {
    // A grant takes the place of the one before, which may have been for more.
    if (isRevoked || !each.permissions.allowImageBuilder) taken.add(id);
    (isRevoked ? revoked : given).add(id);
  }
  if (isRevoked) world.unshare(region, 'cad', id);
  else world.share(region, 'cad', id, each.permissions);
}

async function take({ sim, pass }: Stage, each: Step, byHand: ByHand): Promise<unknown> {
  const { world } = sim;
  switch (each.do) {
    case 'tag': {
      const { [keys.share]: _, ...tags } = world.image(HOME, 'cad')?.tags ?? {};
      const share = each.value === undefined ? {} : { [keys.share]: each.value };
      return world.setTags(HOME, 'cad', { ...tags, ...share });
    }
    case 'grant':
    case 'revoke':
      if (world.image(each.region, 'cad')) byPeople(world, each, byHand);
      return undefined;
    case 'fault':
      return sim.fault(each);
    case 'pass':
      return pass(each.minutes);
    default:
      return each satisfies never;
  }
}

function grantsOf(stage: Stage, region: string) {
  const grants = Object.entries(stage.sim.world.image(region, 'cad')?.sharedWith ?? {});
  return new Map(
    grants.map(([id, { allowFleet = false, allowImageBuilder = false }]) => [
      id,
      { fleets: allowFleet, builders: allowImageBuilder },
    ]),
  );
}

/** Each account of the stack has what is asked for, unless people took it; and nothing else, unless people gave it. */
function expectGrants(stage: Stage, { given, taken }: ByHand): void {
  const share = stage.sim.world.image(HOME, 'cad')?.tags[keys.share];
  const parsed = parseShare(share, keys.share, undefined, ALLOWED).share;
  const { grants } = wantedGrants(parsed, grantsOf(stage, HOME), ALLOWED);
  const present = grantsOf(stage, EU);
  for (const each of ALLOWED) {
    const has = present.get(each);
    const wanted = grants.get(each);
    if (wanted && !taken.has(each)) {
      const both = {
        fleets: has?.fleets || wanted.fleets,
        builders: has?.builders || wanted.builders,
      };
      expect(has).toEqual(both);
    }
    if (!wanted && !given.has(each)) expect(has).toBeUndefined();
  }
}

test('whatever people and AWS do, replicas end shared as the tag asks, and only with accounts of the stack', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
      const stage = createStage({ reconciler: { shareAccounts: ALLOWED }, copyMinutes: () => 5 });
      const { world } = stage.sim;
      world.createImage(HOME, { name: 'cad', tags: { [keys.to]: EU, [keys.share]: `${A} ${B}` } });
      const byHand: ByHand = { given: new Set(), taken: new Set(), revoked: new Set() };
      await stage.look('cad');
      for (const each of steps) await take(stage, each, byHand);
      stage.sim.clearFaults();
      await stage.pass(120);

      const granted = stage.sim.calls
        .filter(({ operation }) => operation === 'UpdateImagePermissions')
        .map(({ input }) => Object(input).SharedAccountId);
      expect(granted).not.toContain(OUTSIDER);

      expect(stage.word('cad', EU)).toBe('AVAILABLE');
      if (!stage.status('cad', EU)?.includes('code=ShareRefused')) expectGrants(stage, byHand);
      if (byHand.given.has(OUTSIDER) && !byHand.revoked.has(OUTSIDER))
        expect(grantsOf(stage, EU).has(OUTSIDER)).toBe(true);
      const announced = stage.inbox().filter(({ message }) => message.outcome === 'SUCCEEDED');
      expect(new Set(announced.map(({ message }) => message.id)).size).toBe(1);
    }),
    { ...histories(60), endOnFailure: true },
  );
}, 120_000);
