import { describe, expect, test } from '@jest/globals';
import { failing, HOME, keys, type StageOptions } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const denied = { error: 'AccessDeniedException' };
const forEver = Number.POSITIVE_INFINITY;
const stage = useStage();

function setUp(options: StageOptions = {}, tags: Record<string, string> = { [keys.to]: EU }): void {
  stage.set(options);
  stage.sim.world.createImage(HOME, { name: 'cad', tags });
}

const outcomes = () => stage.inbox().map(({ message }) => [message.outcome, message.reason?.code]);
const made = (operation: string) => stage.sim.calls.filter((call) => call.operation === operation);

function retag(set: Record<string, string>, ...remove: string[]): void {
  const tags = { ...stage.sim.world.image(HOME, 'cad')?.tags };
  const kept = Object.entries(tags).filter(([key]) => !remove.includes(key));
  stage.sim.world.setTags(HOME, 'cad', { ...Object.fromEntries(kept), ...set });
}

describe('a failed replica that stays though AWS says that it deletes it', () => {
  test('is announced as LATE and then given up', async () => {
    setUp(failing);
    stage.sim.fault({ operation: 'DeleteImage', times: forEver, effect: { answer: {} } });
    await stage.look('cad');
    await stage.pass(25 * 60);
    expect(outcomes()).toEqual([
      ['LATE', 'FailedReplica'],
      ['FAILED', 'GaveUp'],
    ]);
    expect(stage.isWatching()).toBe(false);
    expect(made('DeleteImage').length).toBeLessThan(450);
  });
});

test('DeleteImage is tried once in a run, and not repeated by the SDK', async () => {
  setUp(failing);
  await stage.look('cad');
  await stage.pass(14);
  stage.sim.fault({ operation: 'DeleteImage', times: forEver, effect: 'drop-before' });
  await stage.pass(1);
  expect(made('DeleteImage')).toHaveLength(1);
});

describe('a status tag that cannot be removed', () => {
  const refuse = () =>
    stage.sim.fault({ operation: 'UntagResource', region: HOME, times: forEver, effect: denied });

  test('holds up no announcement, and the run says which image and why', async () => {
    setUp({}, { [keys.to]: `${EU} eu_west_2` });
    await stage.look('cad');
    refuse();
    retag({ [keys.to]: EU });
    await expect(stage.look('cad')).rejects.toThrow(
      'the status of cad in us-east-1 could not be removed: AccessDeniedException',
    );
    await stage.pass(120);
    expect(outcomes()).toEqual([
      ['FAILED', 'InvalidRule'],
      ['SUCCEEDED', undefined],
    ]);
    expect(stage.isWatching()).toBe(false);
  });
});

describe('tags that no longer follow', () => {
  test.each([
    ['UntagResource', 'of the replica fails once'],
    ['DescribeImages', 'in the destination fails once'],
  ])('are taken away before SUCCEEDED, also when %s %s', async (operation) => {
    setUp({}, { [keys.to]: EU, team: 'a' });
    await stage.look('cad');
    await stage.settle();
    retag({ [keys.tags]: 'none' });
    stage.sim.fault({ operation, region: EU, times: 3, effect: { error: 'ThrottlingException' } });
    await stage.look('cad');
    await stage.settle();
    expect(stage.sim.world.image(EU, 'cad')?.tags).not.toHaveProperty('team');
    expect(outcomes()).toEqual(Array(2).fill(['SUCCEEDED', undefined]));
  });
});

describe('a status tag that somebody forged', () => {
  test('announces no replica that cannot be seen', async () => {
    const key = keys.status('me-central-1');
    const value = 'AVAILABLE since=2026-11-23T07:00:00Z due=0 rule=0f1e2d3c name=prod';
    setUp({}, { [key]: value });
    stage.sim.world.disableRegion('me-central-1');
    await stage.look('cad');
    await stage.pass(120);
    expect(stage.inbox()).toEqual([]);
  });

  test('puts none of its own text into a message', async () => {
    const value =
      'FAILED since=2026-11-23T07:00:00Z code=NameTaken due=0 rule=0f1e2d3c name=cad - see https://evil.example';
    setUp({}, { [keys.status(EU)]: value });
    await stage.look('cad');
    expect(outcomes()).toEqual([['FAILED', 'NameTaken']]);
    expect(JSON.stringify(stage.inbox())).not.toContain('evil');
  });

  test.each([
    'WAITING since=2999-01-01T00:00:00Z code=CopyFailed attempts=1',
    'COPYING since=2026-11-23T08:00:00Z code=NotVisible blocked=2999-01-01T00:00:00Z',
    'FAILED since=2999-01-01T00:00:00Z code=NameTaken due=0 rule=0f1e2d3c name=cad',
  ])('with a time to come counts as of now: %s', async (value) => {
    setUp({}, { [keys.to]: EU, [keys.status(EU)]: value });
    await stage.look('cad');
    await stage.pass(180);
    expect(stage.word('cad', EU)).toBe('AVAILABLE');
    expect(stage.isWatching()).toBe(false);
  });
});

describe('a run without a topic', () => {
  test('leaves what is to be announced to who has one', async () => {
    setUp({}, { [keys.to]: `${EU} eu_west_2` });
    const { topicArn } = stage.reconciler;
    Object.assign(stage.reconciler, { topicArn: `${topicArn}-missing` });
    await expect(stage.look('cad')).rejects.toThrow();
    Object.assign(stage.reconciler, { topicArn: undefined });
    await stage.pass(10);
    Object.assign(stage.reconciler, { topicArn });
    await stage.pass(60);
    expect(outcomes()).toContainEqual(['FAILED', 'InvalidRule']);
  });
});

test('what a person cannot reach is their error, and ends no replication', async () => {
  setUp({ reconciler: { isPerson: true, watchRule: undefined } });
  stage.sim.world.disableRegion(EU);
  for (let runs = 0; runs < 3; runs += 1) {
    await expect(stage.look('cad')).rejects.toThrow('UnrecognizedClientException');
    stage.clock.advance(11);
  }
  expect(stage.word('cad', EU)).not.toBe('FAILED');
  expect(stage.inbox()).toEqual([]);
});

test('a rule that was corrected at 50 tags has room for its destination', async () => {
  const others = Array.from({ length: 48 }, (_, n) => [`cost-${n}`, '1']);
  setUp({}, { ...Object.fromEntries(others), [keys.to]: 'eu_west_1' });
  await stage.look('cad');
  retag({ [keys.to]: EU });
  await stage.look('cad');
  await stage.settle();
  expect(outcomes()).toEqual([
    ['FAILED', 'InvalidRule'],
    ['SUCCEEDED', undefined],
  ]);
});

test('an image that AWS will not tag, saying that it is missing, is an error as long as it is there', async () => {
  setUp();
  const missing = { error: 'ResourceNotFoundException' };
  stage.sim.fault({ operation: 'TagResource', region: HOME, times: forEver, effect: missing });
  await expect(stage.look('cad')).rejects.toThrow('the status of cad in us-east-1');
  await stage.pass(180);
  expect(stage.isWatching()).toBe(false);
});

test('a watch that can be neither turned off nor served is tried now and then', async () => {
  setUp();
  await stage.look('cad');
  stage.sim.fault({ operation: 'DescribeImages', region: HOME, times: forEver, effect: denied });
  stage.sim.fault({ operation: 'DisableRule', times: forEver, effect: denied });
  const errors = await stage.pass(5 * 60);
  expect(made('DisableRule').length).toBeLessThanOrEqual(10);
  expect(String(errors[0])).toContain('AccessDenied');
});

test('a watch that cannot be turned off once nothing is in flight is tried now and then', async () => {
  setUp();
  await stage.look('cad');
  stage.sim.fault({ operation: 'DisableRule', times: forEver, effect: denied });
  await stage.pass(5 * 60);
  expect(outcomes()).toEqual([['SUCCEEDED', undefined]]);
  expect(stage.isWatching()).toBe(true);
  expect(made('DisableRule').length).toBeGreaterThan(0);
  expect(made('DisableRule').length).toBeLessThanOrEqual(10);
});

test('a copy that a tick began is watched, though AWS was too busy to take its status', async () => {
  setUp();
  stage.sim.fault({
    operation: 'TagResource',
    match: (input) => JSON.stringify(input).includes('COPYING'),
    times: 3,
    effect: { error: 'ThrottlingException' },
  });
  stage.sim.world.createImage(HOME, { name: 'other', tags: {} });
  await expect(stage.run({ kind: 'all', trigger: 'tick' })).rejects.toThrow('ThrottlingException');
  expect(stage.isWatching()).toBe(true);
  await stage.pass(60);
  expect(outcomes()).toEqual([['SUCCEEDED', undefined]]);
});

test('the pause between two copies outlasts a destination that cannot be seen', async () => {
  setUp(failing);
  await stage.look('cad');
  await stage.pass(7);
  stage.sim.fault({
    operation: 'DescribeImages',
    region: EU,
    times: 3,
    effect: { error: 'ThrottlingException' },
  });
  await stage.pass(7);
  expect(made('CopyImage')).toHaveLength(1);
});

test('a failed replica is tried to be removed before that is given up, however long nothing ran', async () => {
  setUp(failing);
  await stage.look('cad');
  await stage.pass(6);
  stage.clock.advance(25 * 60);
  await stage.pass(60);
  expect(made('DeleteImage')).toHaveLength(1);
  expect(outcomes()).toEqual([]);
});
