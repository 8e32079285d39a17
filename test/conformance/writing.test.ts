import { beforeEach, describe, expect, test } from '@jest/globals';
import { useCliStage } from '../cli/support/use-cli-stage.ts';
import { compared, DESTINATION, fill, SOURCE, WRITE } from './support/account.ts';

const stage = useCliStage();
beforeEach(() => fill(stage));

const YES = [...WRITE, '--yes'];
const HOUR = 60;

/** Operations that were called in the destination and change something, or copy. */
function written(): string[] {
  return stage.sim.calls
    .map(({ operation }) => operation)
    .filter((operation) => /^(Copy|Delete|Tag|Untag|Update|Create)/.test(operation));
}

function madeImages(): string[] {
  return stage.sim.world.images(DESTINATION).map(({ name }) => name);
}

/** A user who stops at the given wait, counted from 1: the first is before the first copy. */
function stopAt(wait: number) {
  let waits = 0;
  return () => {
    waits += 1;
    stage.clock.advance(4);
    return waits < wait;
  };
}

describe('consent', () => {
  beforeEach(() => {
    stage.sim.calls.length = 0;
  });

  test('--write says what it does and asks; a no ends it', async () => {
    const questions: string[] = [];
    const confirm = (question: string) => {
      questions.push(question);
      return false;
    };
    const { exit, err } = await stage.cli(['conformance', ...WRITE], { confirm });
    expect([exit, questions, written()]).toEqual([1, ['Go on?'], []]);
    expect(err).toBe(`\
This copies cad-2026-10 from us-east-1 to ap-southeast-2, up to three times at
once, as conformance-20261123-080000-1 and so on, tags the copies, and deletes
them again. It takes as long as a copy takes, and AWS does not say how long that
is.
AWS charges for images and their transfer to ap-southeast-2. Other copies to
ap-southeast-2 wait meanwhile, since the quota of copies is used up.
ap-southeast-2 needs room for two more images.
Nothing is done to cad-2026-10 itself. Ctrl-C ends this, and deletes what was
made.
error: nothing was done
`);
  });

  test('a yes lets --write go on', async () => {
    const { different } = await compared(stage, WRITE, { confirm: () => true });
    expect(different).toEqual([]);
    expect(written()).toContain('CopyImage');
  });

  test('where nobody can be asked, --write needs --yes', async () => {
    const { exit, err } = await stage.cli(['conformance', ...WRITE]);
    expect([exit, written()]).toEqual([1, []]);
    expect(err).toMatch(/error: nobody can be asked here; to go on, add --yes\n$/);
  });

  test.each([
    ['an image that is not there', ['--image', 'cad-2026-1'], /the nearest is 'cad-2026-1/],
    ['an image that is being built', ['--image', 'being-built'], /is PENDING, and only an AVAIL/],
    ['a region that is none', ['--to', 'sydney'], /'sydney' is not a region/],
  ])('--write refuses %s', async (_, argv, message) => {
    const { exit, err } = await stage.cli(['conformance', ...YES, ...argv]);
    expect([exit, written()]).toEqual([1, []]);
    expect(err).toMatch(message);
  });

  test.each([
    ['--write without an image', ['--write', '--to', DESTINATION], /--write needs --image/],
    ['an image without --write', ['--image', SOURCE], /which needs --write/],
  ])('the command refuses %s', async (_, argv, message) => {
    const { exit, err } = await stage.cli(['conformance', ...argv]);
    expect([exit, written()]).toEqual([1, []]);
    expect(err).toMatch(message);
  });
});

test('nothing is done to any image but its own copies', async () => {
  const others = ['us-east-1', 'eu-west-1'];
  stage.sim.world.createImage(DESTINATION, { name: 'conformance-of-somebody-else' });
  const before = others.map((region) => stage.sim.world.images(region));
  await compared(stage, YES);
  expect(
    others.map((region) => stage.sim.world.images(region).map(({ arn, tags }) => [arn, tags])),
  ).toEqual(before.map((images) => images.map(({ arn, tags }) => [arn, tags])));
  expect(madeImages()).toEqual(['conformance-of-somebody-else']);
});

test.each([1, 2, 3, 10, 11, 12, 13])(
  'stopped at wait %i, it deletes what it made, and reports what it saw',
  async (wait) => {
    stage.set({ deleteMinutes: () => 3 });
    await fill(stage);
    const { exit, lines, left } = await compared(stage, YES, { wait: stopAt(wait) });
    stage.clock.advance(3);
    expect([madeImages(), left]).toEqual([[], []]);
    expect([0, 2]).toContain(exit);
    const duration = lines.find(({ fact }) => fact === 'copy-duration');
    expect(duration).toMatchObject(wait > 11 ? { verdict: 'measured' } : { why: 'it was stopped' });
  },
);

describe('lags', () => {
  const lag = (looks: number) =>
    stage.sim.fault({
      operation: 'DescribeImages',
      region: DESTINATION,
      match: (input) => JSON.stringify(input).includes('conformance-2'),
      times: looks,
      effect: { stale: { minutes: 20 } },
    });

  test('a listing that lags behind is measured', async () => {
    lag(1);
    const { different, lines } = await compared(stage, YES);
    expect(different).toEqual(['replica-listed']);
    expect(lines.find(({ fact }) => fact === 'replica-listed')?.seen).toBe('after 5 minutes');
  });

  test('a listing that lags behind does not hide a copy that is to be deleted', async () => {
    lag(5);
    const { lines } = await compared(stage, YES, { wait: stopAt(3) });
    expect(lines.find(({ fact }) => fact === 'replica-listed')?.why).toBe('it was stopped');
    expect(madeImages()).toEqual([]);
  });
});

test('a copy whose answer is lost is deleted as well', async () => {
  stage.sim.fault({ operation: 'CopyImage', match: toDestination, effect: 'drop-after' });
  await compared(stage, YES);
  expect(madeImages()).toEqual([]);
});

function toDestination(input: unknown): boolean {
  return JSON.stringify(input).includes(`"${DESTINATION}"`);
}

test('an image that somebody else made under the name is left alone', async () => {
  let name = '';
  const wait = () => {
    stage.clock.advance(1);
    name = madeImages()[0] ?? '';
    if (name === '') return true;
    stage.sim.world.deleteImage(DESTINATION, name);
    stage.sim.world.createImage(DESTINATION, { name });
    return false;
  };
  await compared(stage, YES, { wait });
  expect(madeImages()).toEqual([name]);
});

test('an image that somebody else made under the name of a finished copy is left alone', async () => {
  let name = '';
  stage.sim.onCall(({ operation, region }) => {
    if (operation !== 'DeleteImagePermissions' || region !== DESTINATION) return;
    name = madeImages()[0] ?? '';
    stage.sim.world.deleteImage(DESTINATION, name);
    stage.sim.world.createImage(DESTINATION, { name });
  });
  await compared(stage, YES);
  expect([name, madeImages()]).toEqual([expect.stringMatching(/-1$/), [name]]);
});

test('copies that AWS never lets go are named, with the command that deletes them', async () => {
  stage.set({ copyMinutes: () => Number.POSITIVE_INFINITY });
  await fill(stage);
  const { exit, left, err } = await compared(stage, YES, {
    wait: stopAt(3),
    sleep: () => stage.clock.advance(HOUR),
  });
  expect([exit, left]).toEqual([1, madeImages()]);
  expect(left).toHaveLength(2);
  expect(err).toContain(
    `not deleted: ${left[0]}; aws appstream delete-image --region ${DESTINATION} --name ${left[0]}\n`,
  );
});

test('where IAM denies the copy, the report says so, and the probes that read have their answers', async () => {
  stage.sim.fault({
    operation: 'CopyImage',
    times: Number.POSITIVE_INFINITY,
    effect: { error: 'AccessDeniedException' },
  });
  const { exit, lines, unknown } = await compared(stage, YES);
  expect(exit).toBe(0);
  expect(unknown).toContain('copy-duration');
  expect(lines.find(({ fact }) => fact === 'copy-duration')?.why).toMatch(
    /you may not call appstream:CopyImage/,
  );
  expect(unknown).not.toContain('missing-image');
});

test('a region that is busy with other copies answers the question about quotas', async () => {
  for (const name of ['one', 'two']) {
    stage.sim.world.createImage(DESTINATION, { name, state: 'COPYING', imageBuilderName: null });
  }
  const { different, lines } = await compared(stage, YES);
  expect(different).toEqual([]);
  expect(lines).toContainEqual(
    expect.objectContaining({ fact: 'quota-check', seen: 'LimitExceededException at the call' }),
  );
  expect(lines.find(({ fact }) => fact === 'copy-duration')?.why).toBe(
    'AWS refused the copy: LimitExceededException',
  );
});

test('a copy that fails shows where AWS says why', async () => {
  const fails = { code: 'INTERNAL_SERVICE_ERROR', message: 'the copy broke off' };
  stage.set({ copyOutcome: () => ({ fails }) });
  await fill(stage);
  stage.sim.world.deleteImage('eu-west-1', 'failed-copy');
  const { lines } = await compared(stage, YES);
  expect(lines.find(({ fact }) => fact === 'failed-copy-reason')?.verdict).toBe('same');
  expect(lines.find(({ fact }) => fact === 'copy-duration')?.why).toBe(
    'the copy did not succeed: IMAGE_COPY_FAILURE',
  );
});

test('a quota that is higher leaves its question open', async () => {
  stage.sim.world.quota(DESTINATION, { copies: 5 });
  const { lines } = await compared(stage, YES);
  expect(lines.find(({ fact }) => fact === 'quota-check')?.why).toMatch(
    /the quota of copies is higher/,
  );
});

test('credentials that STS does not issue leave the question about tags open', async () => {
  stage.aws.answers.delete('GetFederationToken');
  const { lines } = await compared(stage, YES);
  expect(lines.find(({ fact }) => fact === 'tag-authorization')?.why).toMatch(/give --role/);
  expect(lines.find(({ fact }) => fact === 'delete-duration')?.verdict).toBe('same');
});

test('a role is assumed with permissions that rest on the tag alone', async () => {
  const asked: Readonly<Record<string, unknown>>[] = [];
  stage.aws.answers.set('AssumeRole', (input) => {
    asked.push(input);
    return stage.aws.answers.get('GetFederationToken')?.({}, 'us-east-1') ?? {};
  });
  const role = 'arn:aws:iam::123456789012:role/images';
  const { lines } = await compared(stage, [...YES, '--role', role]);
  expect(lines.find(({ fact }) => fact === 'tag-authorization')?.verdict).toBe('same');
  expect(asked).toEqual([expect.objectContaining({ RoleArn: role, DurationSeconds: '900' })]);
  expect(JSON.parse(String(asked[0]?.Policy)).Statement).toEqual({
    Effect: 'Allow',
    Action: 'appstream:DeleteImage',
    Resource: '*',
    Condition: {
      StringEquals: {
        'aws:ResourceTag/appstream-image-replicator:conformance:delete':
          'conformance-20261123-080000',
      },
    },
  });
});
