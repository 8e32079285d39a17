import { describe, expect, test } from '@jest/globals';
import { isReplicaName } from '../../lib/core/image.ts';
import { AWS_FAILURES, OWN_FAILURES } from '../../lib/core/message/failure-code.ts';
import { hintFor } from '../../lib/core/message/remediation.ts';
import { LONGEST_NAME } from '../core/arbitraries.ts';
import { runAws, shellWords } from '../support/aws.ts';
import { ALLOW_ALL, sourceImage } from '../support/builders.ts';
import { HOME, keys, type Stage } from '../support/stage.ts';
import { PLAYING_TIME, withMessage } from './announced.ts';
import { EU, IMAGE, type Scenario } from './scenario.ts';
import { FRIEND, LATE_WAIT, MISSPELT_REGION, SCENARIOS } from './scenarios.ts';

/** An account that the replica was shared with for something that is over. */
const NOBODY_NEEDS = '444455556666';

const FAILED = SCENARIOS.filter(({ name }) => !['SUCCEEDED', 'LATE'].includes(name));

const commandsIn = (text: string) => text.split('\n').filter((line) => line.startsWith('aws '));
const run = (command: string, { sim }: Stage) => runAws(shellWords(command), sim.answer);

/** What the person of the hint does: mends the world, then gives some of its commands, with words filled in or put right. */
interface Way {
  readonly code: string;
  readonly scenario?: Scenario;
  /** Places of the commands in the hint. */
  readonly commands: readonly number[];
  readonly edit?: readonly [string, string];
  mend?(stage: Stage): void;
}

const WAYS: readonly Way[] = [
  { code: 'NoRoomForStatus', commands: [0], edit: ['KEY', 'cost-7'] },
  {
    code: 'RegionUnavailable',
    commands: [1],
    mend: ({ sim }) => sim.world.enableRegion('eu-south-1'),
  },
  { code: 'RegionUnavailable', scenario: MISSPELT_REGION, commands: [0] },
  { code: 'NameTaken', commands: [0] },
  { code: 'NameTaken', commands: [1, 2] },
  { code: 'StaleReplica', commands: [0] },
  { code: 'StaleReplica', commands: [1, 2] },
  { code: 'GaveUp', commands: [0], mend: ({ sim }) => sim.world.quota(EU, { images: 10 }) },
  { code: 'AccessDeniedException', commands: [0], mend: ({ sim }) => sim.clearFaults() },
  { code: 'InvalidAccountStatusException', commands: [0] },
  { code: 'OperationNotPermittedException', commands: [0] },
];

test('every code that has a hint of its own is played, and one that has none', () => {
  const codes = FAILED.map(({ name }) => name);
  const known = Object.keys({ ...OWN_FAILURES, ...AWS_FAILURES });
  expect(codes).toEqual(expect.arrayContaining(known));
  expect(codes).toHaveLength(known.length + 1);
});

describe('doing what the hint says ends in SUCCEEDED', () => {
  test.each(WAYS)('$code, commands $commands', async (way) => {
    const scenario = way.scenario ?? SCENARIOS.find(({ name }) => name === way.code);
    if (!scenario) throw new Error(`no scenario for ${way.code}`);
    await withMessage(scenario, async ({ message }, stage) => {
      way.mend?.(stage);
      const commands = commandsIn(message.reason?.hint ?? '');
      for (const place of way.commands) {
        await run((commands[place] ?? '').replace(...(way.edit ?? ['', ''])), stage);
      }
      await stage.look(IMAGE);
      await stage.settle();
      expect(stage.inbox().at(-1)?.message.outcome).toBe('SUCCEEDED');
    });
  });

  test.each(['ShareRefused', 'ShareLimit'])(
    '%s: doing what the hint says ends in a replica that is shared, without another SUCCEEDED',
    async (code) => {
      const scenario = SCENARIOS.find(({ name }) => name === code);
      if (!scenario) throw new Error('no scenario');
      await withMessage(scenario, async ({ message }, stage) => {
        stage.sim.clearFaults();
        stage.sim.world.share(EU, IMAGE, NOBODY_NEEDS);
        for (const command of commandsIn(message.reason?.hint ?? ''))
          await run(command.replace('ACCOUNT', NOBODY_NEEDS), stage);
        await stage.look(IMAGE);
        const accounts = Object.keys(stage.sim.world.image(EU, IMAGE)?.sharedWith ?? {});
        expect(accounts).toContain(FRIEND);
        expect(accounts.includes(NOBODY_NEEDS)).toBe(code === 'ShareRefused');
        expect(stage.status(IMAGE, EU)).not.toContain('code=');
        const succeeded = stage.inbox().filter((each) => each.message.outcome === 'SUCCEEDED');
        expect(succeeded).toHaveLength(1);
      });
    },
  );

  test('InvalidRule: the destinations are edited, the wrong keys are removed', async () => {
    const scenario = SCENARIOS.find(({ name }) => name === 'InvalidRule');
    if (!scenario) throw new Error('no scenario');
    await withMessage(scenario, async ({ message }, stage) => {
      const [set = '', remove = ''] = commandsIn(message.reason?.hint ?? '');
      await run(set, stage);
      await run(remove, stage);
      await stage.look(IMAGE);
      await stage.settle();
      const tags = stage.sim.world.image(HOME, IMAGE)?.tags ?? {};
      expect(tags[keys.ruleStatus]).toBeUndefined();
      expect([stage.word(IMAGE, EU), stage.word(IMAGE, 'us-west-2')]).toEqual([
        'AVAILABLE',
        'AVAILABLE',
      ]);
    });
  });

  test('IMAGE_COPY_FAILURE: the failed replica is deleted and copied again', async () => {
    let broken = true;
    const scenario = SCENARIOS.find(({ name }) => name === 'IMAGE_COPY_FAILURE');
    if (!scenario) throw new Error('no scenario');
    const fails = { code: 'IMAGE_COPY_FAILURE', message: 'The image could not be copied.' };
    const options = { copyOutcome: () => (broken ? { fails } : undefined) };
    await withMessage({ ...scenario, options }, async ({ message }, stage) => {
      broken = false;
      const [again = ''] = commandsIn(message.reason?.hint ?? '');
      await run(again, stage);
      await stage.look(IMAGE);
      await stage.settle();
      expect(stage.inbox().at(-1)?.message.outcome).toBe('SUCCEEDED');
      expect(stage.sim.world.image(EU, IMAGE)?.state).toBe('AVAILABLE');
    });
  });
});

test.each([LONGEST_NAME.slice(1), 'AppStream-cad'])(
  'NameTaken: the name that is proposed for the replica is one that it can have, also when %s is taken',
  (name) => {
    const source = sourceImage({ name: 'cad', tags: { [keys.to]: `${EU}=${name}` } });
    const hint = hintFor('NameTaken', {
      source,
      keys,
      policy: ALLOW_ALL,
      destination: { region: EU, name },
    });
    const [, proposed = ''] = new RegExp(`${EU}=(\\S+-replica)'`).exec(hint) ?? [];
    expect(isReplicaName(proposed)).toBe(true);
  },
);

test(
  'every AppStream command in a message is taken by the service',
  async () => {
    for (const scenario of [...SCENARIOS, MISSPELT_REGION, LATE_WAIT]) {
      await withMessage(scenario, async ({ email }, stage) => {
        const commands = commandsIn(email).filter((line) => line.startsWith('aws appstream'));
        // The account is the reader's to fill in: one that the replica is shared with.
        if (email.includes('ACCOUNT')) stage.sim.world.share(EU, IMAGE, FRIEND);
        for (const command of commands) await run(command.replace('ACCOUNT', FRIEND), stage);
      });
    }
  },
  PLAYING_TIME,
);

test('a long wait is announced with what it waits for, and ends in SUCCEEDED by itself', async () => {
  await withMessage(LATE_WAIT, async ({ message, email }, stage) => {
    expect(message).toMatchObject({
      outcome: 'LATE',
      attempts: 0,
      reason: { code: 'SourceNotReady', message: 'the source image is PENDING' },
    });
    expect(message).not.toHaveProperty('startedAt');
    expect(email).toContain(message.reason?.hint.split('\n')[0]);
    expect(stage.isWatching()).toBe(false);
    stage.sim.world.setState(HOME, IMAGE, 'AVAILABLE');
    await stage.run({ kind: 'all', trigger: 'sweep' });
    await stage.settle();
    expect(stage.inbox().map(({ message: { outcome } }) => outcome)).toEqual(['LATE', 'SUCCEEDED']);
  });
});

test('a tag with characters that a shell would act on does not reach the command', async () => {
  const scenario: Scenario = {
    name: 'InvalidRule',
    when: 'the tags are hostile',
    async play(stage) {
      const Tags = {
        'replicate:to': 'us-west-2 o\'brien $(id) `id` "x" %PATH%',
        'replicate:$(id)"': '',
        'replicate:two  words': '',
      };
      stage.sim.fault({ operation: 'ListTagsForResource', effect: { answer: { Tags } } });
      stage.sim.world.createImage(HOME, { name: IMAGE });
      await stage.look(IMAGE);
    },
  };
  await withMessage(scenario, ({ message }) => {
    const [set = '', remove = ''] = commandsIn(message.reason?.hint ?? '').map((command) =>
      command.replace(/^.*image\/\S+ /, ''),
    );
    expect(set).toBe(`--tags "replicate:to='us-west-2 REGION'"`);
    expect(remove).toBe('--tag-keys "replicate:  id  " "replicate:two  words"');
  });
});
