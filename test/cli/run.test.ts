import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { Refusal } from './support/aws.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();

const image = (name: string, to: string) =>
  stage.sim.world.createImage(HOME, { name, tags: { 'replicate:to': to } });
const writes = () =>
  stage.sim.calls.filter(({ operation }) => !/^(Describe|List)/.test(operation)).length;
const outcomes = () => stage.inbox().map(({ message }) => message.outcome);

describe('a run', () => {
  test('that could not turn the watch on promises no more than the sweep', async () => {
    stage.deploy();
    image('cad', 'eu-west-1');
    stage.sim.fault({
      operation: 'EnableRule',
      times: Number.POSITIVE_INFINITY,
      effect: { error: 'InternalException', status: 500 },
    });
    const { exit, out } = await stage.cli(['run']);
    expect(exit).toBe(1);
    expect(out).toContain('The deployed function follows them from its next sweep on');
  });

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
      "error: no topic to announce outcomes on: stack appstream-image-replicator is not deployed in us-east-1; deploy it with 'npx appstream-image-replicator deploy --region us-east-1', name a topic with --topic-arn, or tell nobody with --no-announce\n",
    );
    expect(writes()).toBe(0);
  });

  test('does not say to deploy a stack that may be there, but cannot be read', async () => {
    stage.aws.answers.set('DescribeStacks', () => {
      throw new Refusal('AccessDenied', 'no');
    });
    const { exit, err } = await stage.cli(['run']);
    expect(exit).toBe(1);
    expect(err).toMatch(
      /^error: no topic .*: stack appstream-image-replicator cannot be read; name a topic with /m,
    );
  });

  test('is refused, and changes nothing, while the stack cannot be read', async () => {
    image('cad', 'eu-west-1');
    stage.aws.answers.set('DescribeStacks', () => {
      throw new Refusal('RequestTimeout', 'too slow');
    });
    const { exit, err } = await stage.cli(['run', '--no-announce', '--fleets']);
    expect([exit, err]).toEqual([
      1,
      'error: stack appstream-image-replicator in us-east-1 cannot be read, so what it allows is not known; try again; RequestTimeout: too slow\n',
    ]);
    expect(writes()).toBe(0);
  });

  test('reads the stack up to four times', async () => {
    stage.deploy({ AllowedRegions: 'eu-west-1' });
    const { answers } = stage.aws;
    const answer = answers.get('DescribeStacks');
    let tries = 0;
    answers.set('DescribeStacks', (input, region) => {
      tries += 1;
      if (tries < 4 || !answer) throw new Refusal('RequestTimeout');
      return answer(input, region);
    });
    expect((await stage.cli(['run'])).exit).toBe(0);
  });

  test('goes on with a note where IAM denies reading the stack', async () => {
    image('cad', 'eu-west-1');
    stage.aws.answers.set('DescribeStacks', () => {
      throw new Refusal('AccessDenied', 'not allowed');
    });
    const { exit, err } = await stage.cli(['run', '--no-announce']);
    expect([exit, err]).toEqual([
      0,
      expect.stringContaining('and retention and rollout to be on; AccessDenied: not allowed\n'),
    ]);
    expect(stage.word('cad', 'eu-west-1')).toBe('COPYING');
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

  test('with --no-announce and no watch rule says that nothing follows the copies', async () => {
    image('cad', 'eu-west-1');
    const { exit, out } = await stage.cli(['run', '--no-announce']);
    expect(exit).toBe(0);
    expect(out).toContain('nothing follows the copies');
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

  test('names the next command with the region and the options that were given', async () => {
    stage.deploy();
    stage.sim.world.createImage('eu-west-1', { name: 'cad' });
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'copy:to': 'eu-west-1 eu-west-2' } });
    const given = ['--stack', 'other', '--tag-prefix', 'copy'];
    const { out } = await stage.cli(['run', ...given]);
    const place = '--region us-east-1 --stack other --tag-prefix copy\n';
    expect(out).toContain(`start again:\nnpx appstream-image-replicator retry cad ${place}`);
    expect(out).toContain(
      `function follows them:\nnpx appstream-image-replicator status --watch ${place}`,
    );
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
    expect(err).toContain(
      'error: the tags of cad could not be read: AccessDeniedException: you may not call appstream:ListTagsForResource in us-east-1; AWS says: not allowed\n',
    );
    expect(out).toContain('UNREAD cad');
    expect(stage.word('office', 'eu-west-2')).toBe('COPYING');
  });
});

describe('an announcement that cannot be published', () => {
  beforeEach(async () => {
    stage.deploy();
    stage.sim.world.createImage('eu-west-1', { name: 'cad' });
    image('cad', 'eu-west-1');
    stage.aws.answers.set('Publish', () => {
      throw new Refusal('AuthorizationError', 'ada is not authorized to do this');
    });
  });

  test('is an error that names the call, and the end stays to be announced', async () => {
    const { exit, out, err } = await stage.cli(['run']);
    expect(exit).toBe(1);
    expect(err).toContain('you may not call sns:Publish in us-east-1');
    expect(out).toContain('1 destination: 0 available, 1 failed, 1 to be announced.');
    expect(stage.status('cad', 'eu-west-1')).toMatch(/^FAILED .* due=0 /);
  });

  test('is not waited for by somebody who announces nothing', async () => {
    await stage.cli(['run']);
    const { exit, out } = await stage.cli(['run', '--wait', '--no-announce']);
    expect(exit).toBe(3);
    expect(out).toContain('1 destination: 0 available, 1 failed, 1 to be announced.');
  });

  test('is made by a later run', async () => {
    await stage.cli(['run']);
    const { topicArn } = stage.reconciler;
    expect(topicArn).toMatch(/:123456789012:/);
    stage.clock.advance(5);
    const published: unknown[] = [];
    stage.aws.answers.set('Publish', ({ TopicArn }) => {
      published.push(TopicArn);
      return { MessageId: 'one' };
    });
    const { exit, out } = await stage.cli(['run']);
    expect([exit, published]).toEqual([3, [topicArn]]);
    expect(out).toContain('1 destination: 0 available, 1 failed.\n');
  });
});

describe('the account whose images are replicated', () => {
  beforeEach(async () => {
    stage.set({ sharedOwnImages: 'SHARED' });
    image('cad', 'eu-west-1');
    stage.sim.world.share(HOME, 'cad');
  });

  test("is that of the deployed stack's topic, so that images which it shares are found", async () => {
    stage.deploy();
    await stage.cli(['run']);
    expect(stage.word('cad', 'eu-west-1')).toBe('COPYING');
  });

  test('is that of --topic-arn where there is no stack', async () => {
    const { topicArn = '' } = stage.reconciler;
    await stage.cli(['run', '--topic-arn', topicArn]);
    expect(stage.word('cad', 'eu-west-1')).toBe('COPYING');
  });

  test('is not known without either, and then only what AppStream calls private is its own', async () => {
    image('office', 'eu-west-1');
    await stage.cli(['run', '--no-announce']);
    expect(stage.word('cad', 'eu-west-1')).toBeUndefined();
    expect(stage.word('office', 'eu-west-1')).toBe('COPYING');
  });
});
