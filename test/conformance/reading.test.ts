import { existsSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { FACTS } from '../../cli/conformance/facts/index.ts';
import type { FaultEffect } from '../../sim/index.ts';
import { Refusal } from '../cli/support/aws.ts';
import { useCliStage } from '../cli/support/use-cli-stage.ts';
import { call, record } from '../core/event-records.ts';
import { ACCOUNT, HOME } from '../support/stage.ts';
import { answerLookups, compared, fill } from './support/account.ts';

const stage = useCliStage();
beforeEach(() => fill(stage));

test('an AWS that answers as assumed has no difference, and every probe has an answer', async () => {
  const { exit, different, unknown, lines } = await compared(stage);
  expect([exit, different, unknown]).toEqual([0, [], []]);
  const read = FACTS.filter(({ answered }) => answered.by === 'reading').map(({ id }) => id);
  expect(lines.map(({ fact }) => fact)).toEqual(read);
});

/** An answer to every call of an operation. */
function answer(operation: string, effect: FaultEffect): void {
  stage.sim.fault({ operation, effect, times: Number.POSITIVE_INFINITY });
}

describe('differences', () => {
  test.each<[string, string, () => void]>([
    ['missing-tags', 'an empty list', () => answer('ListTagsForResource', { answer: {} })],
    ['foreign-tags', 'accepted', () => answer('ListTagsForResource', { answer: {} })],
    [
      'disabled-region',
      'OptInRequired, UnrecognizedClientException',
      () => {
        const effect = { error: 'OptInRequired' };
        stage.sim.fault({ operation: 'DescribeImages', region: 'ca-west-1', effect });
      },
    ],
    [
      'failed-copy-reason',
      'StateChangeReason INTERNAL_ERROR',
      () =>
        stage.sim.world.setState('eu-west-1', 'failed-copy', 'FAILED', {
          code: 'INTERNAL_ERROR',
          message: 'none',
        }),
    ],
    [
      'event-spelling',
      'upper camel case',
      () => answerLookups(stage, [detail(call('CopyImage', { SourceImageName: 'cad' }))]),
    ],
    [
      'event-of-build',
      'AwsApiCall, name in requestParameters.name',
      () => answerLookups(stage, [detail(call('CreateImage', { name: 'cad' }))]),
    ],
    [
      'event-of-update',
      'yes',
      () =>
        answerLookups(stage, [
          detail(call('CreateUpdatedImage', { newImageName: 'cad-2' })),
          detail(record({ serviceEventDetails: { ImageName: 'cad-2' } })),
        ]),
    ],
  ])('a difference in %s is found: %s', async (fact, seen, prepare) => {
    prepare();
    const { lines } = await compared(stage);
    expect(lines).toContainEqual(expect.objectContaining({ fact, seen, verdict: 'different' }));
  });
});

function detail(event: object): object {
  return Object(event).detail;
}

describe('recorded answers', () => {
  test('the record of CreateImage that AWS documents is as assumed', async () => {
    answerLookups(stage, [detail(record({}))]);
    const { different, unknown } = await compared(stage);
    expect([different, unknown]).toEqual([[], ['event-spelling', 'event-of-update']]);
  });

  test('the record of AssociateFleet that AWS documents spells parameters as assumed', async () => {
    const parameters = { fleetName: 'ExampleFleet1', stackName: 'ExampleStack1' };
    answerLookups(stage, [detail(call('AssociateFleet', parameters))]);
    const { lines } = await compared(stage);
    expect(lines).toContainEqual(
      expect.objectContaining({ fact: 'event-spelling', verdict: 'same' }),
    );
  });
});

describe('unknowns', () => {
  test('what cannot be seen is unknown when IAM denies a call, and the other probes go on', async () => {
    answer('ListTagsForResource', {
      error: 'AccessDeniedException',
      message: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/ada may not read ${ACCOUNT}`,
    });
    const { exit, unknown, lines } = await compared(stage);
    expect([exit, unknown]).toEqual([0, ['missing-tags', 'foreign-tags']]);
    expect(lines.find(({ fact }) => fact === 'missing-tags')?.why).toBe(
      `AccessDeniedException: you may not call appstream:ListTagsForResource in ${HOME}; AWS says: the caller may not read ************`,
    );
  });

  test('what cannot be seen is unknown in an account without images, CloudTrail or STS', async () => {
    stage.set();
    stage.aws.answers.clear();
    stage.aws.answers.set('GetCallerIdentity', () => {
      throw new Refusal('AccessDenied');
    });
    const { exit, unknown, lines } = await compared(stage);
    expect(exit).toBe(0);
    expect(lines.filter(({ verdict }) => verdict === 'same').map(({ fact }) => fact)).toEqual([
      'missing-image',
      'missing-fleet',
    ]);
    expect(unknown).toHaveLength(lines.length - 2);
  });
});

test('a source region that cannot be listed is an error of the command', async () => {
  answer('DescribeImages', { error: 'AccessDeniedException' });
  const { exit, out, err } = await stage.cli(['conformance']);
  expect([exit, out]).toEqual([1, '']);
  expect(err).toMatch(/you may not call appstream:DescribeImages in us-east-1/);
});

test('it changes nothing', async () => {
  stage.sim.calls.length = 0;
  await compared(stage);
  const operations = stage.sim.calls.map(({ operation }) => operation);
  expect(operations.filter((name) => !/^(Describe|List)/.test(name))).toEqual([]);
});

describe('the command', () => {
  test('the report fits a terminal of 80 columns, and explains what is different', async () => {
    stage.set({ missingImages: 'empty' });
    await fill(stage);
    const { out } = await stage.cli(['conformance'], {
      tty: true,
      columns: 80,
      env: { NO_COLOR: '1' },
    });
    const lines = out.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      'different  missing-image          an empty list; assumed is:',
      '                                  ResourceNotFoundException',
      '           whether DescribeImages answers for a missing name with an error or an',
      '           empty list: both mean missing',
    ]);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.at(-2)).toBe('15 answers, 2 different from what is assumed; 0 unknown.');
  });

  test('the report has no account in it, whatever its form', async () => {
    stage.sim.fault({
      operation: 'DescribeFleets',
      effect: { error: 'AccessDeniedException', message: `no access to ${ACCOUNT}` },
    });
    for (const form of [[], ['--json'], ['--markdown']]) {
      const { out } = await stage.cli(['conformance', ...form]);
      expect(out).not.toContain(ACCOUNT);
    }
  });

  test('the report in Markdown is one table', async () => {
    const { out } = await stage.cli(['conformance', '--markdown']);
    const rows = out.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(17);
    expect(rows).toContain('| `image-order` | by ARN | by ARN | same |  |');
  });

  test('a file that cannot be written is refused before AWS is asked', async () => {
    stage.sim.calls.length = 0;
    const { exit, err } = await stage.cli(['conformance', '--markdown', '/nowhere/report.md']);
    expect([exit, stage.sim.calls]).toEqual([1, []]);
    expect(err).toMatch(/^error: the report cannot be written: ENOENT: no such file .*\n$/);
  });

  const full = existsSync('/dev/full') ? test : test.skip;
  full('is printed though its file cannot be written in the end', async () => {
    const { exit, out, err } = await stage.cli(['conformance', '--markdown', '/dev/full']);
    expect([exit, err]).toEqual([1, expect.stringContaining('cannot be written: ENOSPC')]);
    expect(out).toContain('image-order');
  });
});
