import { describe, expect, test } from '@jest/globals';
import { FACTS } from '../../cli/conformance/facts/index.ts';
import { TAG } from '../../cli/conformance/writing/trial.ts';
import { useCliStage } from '../cli/support/use-cli-stage.ts';
import { HOME, type StageOptions } from '../support/stage.ts';
import { compared, DESTINATION, fill, SOURCE, WRITE } from './support/account.ts';

const stage = useCliStage();

interface Turned {
  readonly options: StageOptions;
  readonly differences: readonly string[];
  /** What cannot be seen then. */
  readonly unknown?: readonly string[];
}

const fails = { code: 'INTERNAL_SERVICE_ERROR', message: 'the copy broke off' };
const slowDelete = { deleteMinutes: () => 5 };
const GONE = ['delete-while-deleting'];

const READING: readonly Turned[] = [
  { options: {}, differences: [] },
  { options: { missingImages: 'empty' }, differences: ['missing-image', 'missing-fleet'] },
  { options: { sharedOwnImages: 'SHARED' }, differences: ['shared-own-visibility'] },
  {
    options: { missingImages: 'empty', sharedOwnImages: 'SHARED' },
    differences: ['missing-image', 'missing-fleet', 'shared-own-visibility'],
  },
];

const WRITING: readonly Turned[] = [
  { options: {}, differences: [], unknown: GONE },
  { options: slowDelete, differences: ['delete-duration'] },
  { options: { pendingFirst: 5 }, differences: ['replica-first-state'], unknown: GONE },
  { options: { quotaChecked: 'afterwards' }, differences: ['quota-check'], unknown: GONE },
  { options: { copyMinutes: () => 20 }, differences: [], unknown: GONE },
  {
    options: { deleteWhileCopying: 'accepted' },
    differences: ['delete-while-copying'],
    unknown: GONE,
  },
  {
    options: { ...slowDelete, deleteWhileDeleting: 'accepted' },
    differences: ['delete-duration', 'delete-while-deleting'],
  },
  {
    options: { ...slowDelete, deleteWhileDeleting: 'missing' },
    differences: ['delete-duration', 'delete-while-deleting'],
  },
  {
    options: { deleteNeedsTag: { key: `${TAG}:delete`, seconds: 60 } },
    differences: ['tag-authorization'],
    unknown: ['delete-while-copying', ...GONE],
  },
  { options: { tagWhileCopying: false }, differences: ['tag-while-copying'], unknown: GONE },
  { options: { missingPermissions: 'accepted' }, differences: ['unshare-missing'], unknown: GONE },
  {
    options: { copyOutcome: () => ({ fails }) },
    differences: [],
    unknown: [
      'copy-duration',
      'delete-duration',
      ...GONE,
      'tag-authorization',
      'tag-listed',
      'tag-limit',
      'unshare-missing',
      'event-of-copy',
    ],
  },
];

function nameOf({ options }: Turned): string {
  return Object.keys(options).join(', ') || 'the defaults';
}

describe('options', () => {
  test.each(READING.map((turned) => [nameOf(turned), turned] as const))(
    'an AWS with %s is found to differ in that alone, by reading',
    async (_, { options, differences, unknown = [] }) => {
      stage.set(options);
      await fill(stage);
      const found = await compared(stage);
      expect([found.different, found.unknown]).toEqual([differences, unknown]);
      expect(found.exit).toBe(differences.length > 0 ? 2 : 0);
    },
  );

  test.each(WRITING.map((turned) => [nameOf(turned), turned] as const))(
    'an AWS with %s is found to differ in that alone, by writing',
    async (_, { options, differences, unknown = [] }) => {
      stage.set(options);
      await fill(stage);
      const before = stage.sim.world.images(HOME);
      const found = await compared(stage, [...WRITE, '--yes']);
      expect([found.different, found.unknown]).toEqual([differences, unknown]);
      expect(found.exit).toBe(differences.length > 0 ? 2 : 0);
      // What is DELETING still goes.
      stage.clock.advance(5);
      expect(stage.sim.world.images(DESTINATION)).toEqual([]);
      expect(stage.sim.world.image(HOME, SOURCE)).toEqual(
        before.find(({ name }) => name === SOURCE),
      );
    },
  );
});

/** Switches that are turned on independently of each other, and the differences that each makes. */
const SWITCHES: readonly Turned[] = [
  { options: { missingImages: 'empty' }, differences: ['missing-image', 'missing-fleet'] },
  { options: { sharedOwnImages: 'SHARED' }, differences: ['shared-own-visibility'] },
  { options: { pendingFirst: 5 }, differences: ['replica-first-state'] },
  { options: { quotaChecked: 'afterwards' }, differences: ['quota-check'] },
  { options: { deleteWhileCopying: 'accepted' }, differences: ['delete-while-copying'] },
  { options: { tagWhileCopying: false }, differences: ['tag-while-copying'] },
  { options: { missingPermissions: 'accepted' }, differences: ['unshare-missing'] },
];

/** Whether a row of the orthogonal array L8 turns a switch on: in eight rows, any two switches are in all four combinations. */
function isOn(row: number, column: number): boolean {
  const bits = (row & (column + 1)).toString(2).replaceAll('0', '');
  return bits.length % 2 === 1;
}

test.each([0, 1, 2, 3, 4, 5, 6, 7])(
  'the differences of combined options are those of each, in row %i of all pairs',
  async (row) => {
    const on = SWITCHES.filter((_, column) => isOn(row, column));
    stage.set(Object.assign({}, slowDelete, ...on.map(({ options }) => options)));
    await fill(stage);
    const { different, unknown } = await compared(stage, [...WRITE, '--yes']);
    const expected = [...on.flatMap(({ differences }) => differences), 'delete-duration'];
    expect([different.toSorted(), unknown]).toEqual([expected.toSorted(), []]);
  },
);

test('every option that a probe can find out is turned the other way here', () => {
  const turned = [...READING, ...WRITING].flatMap(({ options }) => Object.keys(options));
  const probed = FACTS.filter(({ answered }) => answered.by !== 'nothing').flatMap(
    ({ options = {} }) => Object.keys(options),
  );
  // Probes share no image, and change no fleet: only `deleteNeedsTag` of the three is met.
  const others = ['sharingNeedsTag', 'updateFleetNeedsTag'];
  expect(probed.filter((name) => !others.includes(name) && !turned.includes(name))).toEqual([]);
});
