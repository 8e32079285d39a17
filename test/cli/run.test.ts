import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { type CliStage, createCliStage } from './support/cli.ts';

let stage: CliStage;
beforeEach(async () => {
  stage = await createCliStage();
});
afterEach(() => stage.close());

const image = (name: string, to: string) =>
  stage.sim.world.createImage(HOME, { name, tags: { 'replicate:to': to } });
const writes = () =>
  stage.sim.calls.filter(({ operation }) => !/^(Describe|List)/.test(operation)).length;
const outcomes = () => stage.inbox().map(({ message }) => message.outcome);

describe('a run', () => {
  test('begins the copies, and leaves them to the deployed function', async () => {
    stage.deploy();
    image('cad', 'eu-west-1 ap-southeast-2');
    const { exit, out } = await stage.cli(['run']);
    expect(exit).toBe(0);
    expect(out).toContain('2 destinations: 0 available, 2 in flight.');
    expect(out).toContain('The deployed function follows them');
    expect(stage.isWatching()).toBe(true);
    await stage.settle();
    expect(outcomes()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  test('copies only to regions that the deployed stack allows', async () => {
    stage.deploy({ AllowedRegions: 'eu-west-1' });
    image('cad', 'eu-west-1 eu-west-2');
    await stage.cli(['run']);
    expect(stage.word('cad', 'eu-west-1')).toBe('COPYING');
    expect(stage.sim.world.images('eu-west-2')).toEqual([]);
  });

  test('without a stack says what to do, and changes nothing', async () => {
    image('cad', 'eu-west-1');
    const { exit, err } = await stage.cli(['run']);
    expect(exit).toBe(1);
    expect(err).toBe(
      "error: no topic to announce outcomes on: stack appstream-image-replicator is not deployed in us-east-1; deploy it with 'npx serverless deploy --region us-east-1', name a topic with --topic-arn, or tell nobody with --no-announce\n",
    );
    expect(writes()).toBe(0);
  });

  test('takes topic and watch rule from its options, too', async () => {
    image('cad', 'eu-west-1');
    const { topicArn = '', watchRule = '' } = stage.reconciler;
    const { exit } = await stage.cli(['run', '--topic-arn', topicArn, '--watch-rule', watchRule]);
    expect(exit).toBe(0);
    expect(stage.isWatching()).toBe(true);
    await stage.settle();
    expect(outcomes()).toEqual(['SUCCEEDED']);
  });

  test('refuses a topic of another region, where nothing can be published, and changes nothing', async () => {
    stage.deploy();
    image('cad', 'eu-west-1');
    const there = 'arn:aws:sns:eu-west-1:123456789012:outcomes';
    const { exit, err } = await stage.cli(['run', '--topic-arn', there]);
    expect([exit, err]).toEqual([
      1,
      "error: --topic-arn must be the ARN of a topic in us-east-1, the source region, not in eu-west-1; leave it out to announce on the stack's own topic, or tell nobody with --no-announce\n",
    ]);
    expect(writes()).toBe(0);
  });

  test('with --no-announce and no watch rule says that nobody follows the copies', async () => {
    image('cad', 'eu-west-1');
    const { exit, out } = await stage.cli(['run', '--no-announce']);
    expect(exit).toBe(0);
    expect(out).toContain('Nobody follows them');
    expect(stage.isWatching()).toBe(false);
  });

  test('is about the images that are named', async () => {
    image('cad', 'eu-west-1');
    image('office', 'eu-west-1');
    await stage.cli(['run', 'office', '--no-announce']);
    expect(stage.word('cad', 'eu-west-1')).toBeUndefined();
    expect(stage.word('office', 'eu-west-1')).toBe('COPYING');
  });

  test('of an image that does not exist names the nearest, and changes nothing', async () => {
    image('cad-2026-11', 'eu-west-1');
    const { exit, err } = await stage.cli(['run', 'cad-2026-12', 'cad-2026-11', '--no-announce']);
    expect(exit).toBe(1);
    expect(err).toBe(
      "error: there is no image 'cad-2026-12' in us-east-1; the nearest is 'cad-2026-11'\n",
    );
    expect(writes()).toBe(0);
  });

  test('exits with 3 when a replication failed', async () => {
    stage.deploy();
    stage.sim.world.createImage('eu-west-1', { name: 'cad' });
    image('cad', 'eu-west-1');
    const { exit, out } = await stage.cli(['run']);
    expect(exit).toBe(3);
    expect(out).toContain('1 destination: 0 available, 1 failed.');
    expect(outcomes()).toEqual(['FAILED']);
  });

  test('exits with 1 when a step of it failed, and shows the rest', async () => {
    image('cad', 'eu-west-1');
    image('office', 'eu-west-2');
    stage.sim.fault({
      operation: 'ListTagsForResource',
      match: (input) => JSON.stringify(input).includes('cad'),
      times: Number.POSITIVE_INFINITY,
      effect: { error: 'AccessDeniedException', message: 'not allowed' },
    });
    const { exit, out, err } = await stage.cli(['run', '--no-announce']);
    expect(exit).toBe(1);
    expect(err).toContain('error: not allowed');
    expect(out).toContain('UNREAD cad');
    expect(stage.word('office', 'eu-west-2')).toBe('COPYING');
  });
});
