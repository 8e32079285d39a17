import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const DAY = 24 * 60;
const stage = useStage();

const build = () =>
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': EU } });
const outcomes = () => stage.inbox().map(({ message }) => [message.outcome, message.reason?.code]);

/** Something that a destination waits for and that does not come. */
const WAITS: readonly [code: string, begin: () => Promise<void>][] = [
  [
    'SourceNotReady',
    async () => {
      build();
      stage.sim.world.setState(HOME, 'cad', 'PENDING');
      await stage.look('cad');
    },
  ],
  [
    'OlderReplica',
    async () => {
      stage.sim.world.createImage(EU, {
        name: 'cad',
        state: 'COPYING',
        imageBuilderName: null,
        description: '[replica of us-east-1/cad 2025-01-01T00:00:00Z]',
      });
      build();
      await stage.look('cad');
    },
  ],
  [
    'Deleting',
    async () => {
      build();
      await stage.look('cad');
      stage.sim.world.setState(EU, 'cad', 'DELETING');
      await stage.tick();
    },
  ],
  [
    'CopyQuota',
    async () => {
      stage.sim.world.createImage(EU, { name: 'other', state: 'COPYING', imageBuilderName: null });
      stage.sim.world.quota(EU, { copies: 1 });
      build();
      await stage.look('cad');
    },
  ],
];

describe.each(WAITS)('what waits for %s', (code, begin) => {
  test('says so in its status from the beginning', async () => {
    await begin();
    expect(stage.status('cad', EU)).toMatch(new RegExp(`^WAITING .*code=${code} `));
    expect(stage.isWatching()).toBe(true);
  });

  test('is announced once as LATE, and then checked by the sweep alone, for as long as it takes', async () => {
    await begin();
    await stage.pass(6 * 60 + 1);
    expect(outcomes()).toEqual([['LATE', code]]);
    expect(stage.isWatching()).toBe(false);
    stage.sim.calls.length = 0;
    for (let looks = 0; looks < 20; looks += 1) {
      stage.clock.advance(3 * DAY - 30);
      await stage.pass(30);
    }
    expect(outcomes()).toEqual([['LATE', code]]);
    expect(stage.status('cad', EU)).toMatch(/^WAITING .*late=yes/);
    expect(stage.sim.calls.length).toBeLessThan(20 * 8);
  });
});

test('a source that is AVAILABLE in the end is copied after a wait that was LATE, and watched again', async () => {
  build();
  stage.sim.world.setState(HOME, 'cad', 'PENDING');
  await stage.look('cad');
  await stage.pass(8 * 60);
  stage.sim.world.setState(HOME, 'cad', 'AVAILABLE');
  await stage.pass(30);
  expect(stage.word('cad', EU)).toBe('COPYING');
  expect(stage.isWatching()).toBe(true);
  await stage.settle();
  expect(outcomes()).toEqual([
    ['LATE', 'SourceNotReady'],
    ['SUCCEEDED', undefined],
  ]);
});

describe('a topic that cannot be published to', () => {
  const breakTopic = () => {
    const { topicArn } = stage.reconciler;
    Object.assign(stage.reconciler, { topicArn: `${topicArn}-missing` });
    return () => Object.assign(stage.reconciler, { topicArn });
  };

  test('is tried less and less often, and keeps the watch on for as long as a copy that is not late', async () => {
    build();
    await stage.look('cad');
    breakTopic();
    const errors = await stage.pass(30 * 60);
    // Every 5 minutes for 6 hours, then once a sweep.
    expect(errors.length).toBeLessThanOrEqual(72 + 48);
    expect(stage.isWatching()).toBe(false);
    expect(stage.status('cad', EU)).toMatch(/^AVAILABLE .* due=[0-9]+ /);
    const tagged = stage.sim.calls.filter(
      ({ operation, region }) => operation === 'TagResource' && region === EU,
    );
    expect(tagged).toHaveLength(1);
  });

  test('gets what was due when it works again, with the time at which it ended', async () => {
    build();
    await stage.look('cad');
    const mend = breakTopic();
    await stage.pass(3 * DAY);
    mend();
    await stage.pass(60);
    expect(outcomes()).toEqual([['SUCCEEDED', undefined]]);
    expect(stage.inbox()[0]?.message).toMatchObject({
      finishedAt: '2026-11-23T08:40:00Z',
      durationSeconds: 40 * 60,
    });
    expect(stage.status('cad', EU)).not.toContain('due=');
  });

  test('gets a FAILED by its code, since anybody may have written a tag’s text, and a mistake in a rule in full', async () => {
    stage.sim.world.createImage(EU, { name: 'cad' });
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': `${EU} eu_west_2` } });
    const mend = breakTopic();
    await expect(stage.look('cad')).rejects.toThrow();
    mend();
    await stage.settle();
    const reasons = stage.inbox().map(({ message }) => message.reason);
    expect(reasons).toEqual([
      expect.objectContaining({
        code: 'NameTaken',
        message: expect.stringContaining('see the status tag'),
      }),
      expect.objectContaining({
        code: 'InvalidRule',
        message: expect.stringContaining('eu_west_2'),
      }),
    ]);
  });
});
