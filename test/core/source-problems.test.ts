import { describe, expect, test } from '@jest/globals';
import type { Image } from '../../lib/core/image.ts';
import type { Tags } from '../../lib/core/tags/keys.ts';
import { sourceOf } from '../../lib/core/tags/source.ts';
import { formatStatus } from '../../lib/core/tags/status.ts';
import {
  ALLOW_ALL,
  AWAY,
  KEYS,
  LIMITS,
  minutesAgo,
  NOW,
  sourceImage,
  statusOf,
} from '../support/builders.ts';

const source = sourceImage();
const TO = { 'replicate:to': AWAY };
const WRONG = { 'replicate:to': `${AWAY} eu-west2` };
const look = (tags: Tags, image: Image = source, allowed: readonly string[] = []) =>
  sourceOf(
    image,
    tags,
    { ...ALLOW_ALL, tagPrefix: 'replicate', limits: LIMITS, allowedRegions: allowed },
    NOW,
  );
const users = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']));

/** The image after what was found out about its rule is written down, in the way that a run does it. */
function announced(tags: Tags, allowed: readonly string[] = []): Tags {
  const found = look(tags, source, allowed);
  if (found.kind !== 'replicated' || found.report.kind !== 'invalid') return tags;
  return { ...tags, [KEYS.ruleStatus]: formatStatus(found.report.status) };
}

describe('a wrong rule', () => {
  test('is reported with all of its problems, and its good destinations are served', () => {
    expect(look(WRONG)).toMatchObject({
      destinations: [{ region: AWAY }],
      report: {
        kind: 'invalid',
        problem: {
          code: 'InvalidRule',
          message: "'eu-west2' is not a region; the nearest is eu-west-2",
        },
        status: { word: 'FAILED', code: 'InvalidRule', since: NOW, asked: NOW, attempts: 0 },
      },
    });
  });

  test('is reported with every problem that it has', () => {
    const found = look({ 'replicate:too': 'x' });
    expect(found).toMatchObject({
      report: {
        problem: { message: expect.stringMatching(/^'replicate:too' .*; 'replicate:to' /) },
      },
    });
  });

  test('is not reported again while it stays as it is', () => {
    expect(look(announced(WRONG))).toMatchObject({ report: { kind: 'fine' } });
    expect(look({ ...announced(WRONG), team: 'cad' })).toMatchObject({ report: { kind: 'fine' } });
  });

  test('is reported again when it changed and is still wrong', () => {
    const changed = { ...announced(WRONG), 'replicate:to': `${AWAY} eu-west3` };
    expect(look(changed)).toMatchObject({ report: { kind: 'invalid' } });
  });

  test('loses its status tag when it becomes valid', () => {
    expect(look({ ...announced(WRONG), ...TO })).toMatchObject({ report: { kind: 'corrected' } });
  });

  test('loses its status tag when it is removed, so that it is reported if it comes back', () => {
    const { 'replicate:to': gone, ...rest } = announced(WRONG);
    expect(gone).toBe(WRONG['replicate:to']);
    expect(look(rest)).toMatchObject({
      kind: 'replicated',
      destinations: [],
      report: { kind: 'corrected' },
    });
  });

  test('is reported whatever a person wrote in its status tag', () => {
    const found = look({ ...WRONG, [KEYS.ruleStatus]: 'fine, really' });
    expect(found).toMatchObject({ report: { kind: 'invalid' } });
  });
});

describe('a wrong rule whose announcement is due', () => {
  const found = look(WRONG);
  const status = found.kind === 'replicated' && 'status' in found.report && found.report.status;
  const tried = (minutes: number, since = minutes) => {
    const due = { since: minutesAgo(since), asked: minutesAgo(since), due: minutesAgo(minutes) };
    return { ...WRONG, [KEYS.ruleStatus]: formatStatus({ ...(status || statusOf()), ...due }) };
  };

  test.each([
    [0, 0, 'unannounced'],
    [4, 4, 'unannounced'],
    [5, 5, 'invalid'],
    [5, 359, 'invalid'],
    [5, 360, 'unannounced'],
    [24, 360, 'unannounced'],
    [25, 360, 'invalid'],
  ])(
    'and was tried %d minutes ago, after it was found %d minutes ago, is %s',
    (minutes, since, kind) => {
      expect(look(tried(minutes, since))).toMatchObject({ report: { kind } });
    },
  );

  test('is announced as what it was, under the time at which it was found', () => {
    expect(look(tried(25, 360))).toMatchObject({
      report: {
        kind: 'invalid',
        problem: { code: 'InvalidRule', message: expect.stringContaining('eu-west2') },
        status: {
          word: 'FAILED',
          code: 'InvalidRule',
          since: minutesAgo(360),
          asked: minutesAgo(360),
          due: minutesAgo(25),
        },
      },
    });
    expect(look(tried(4))).toMatchObject({ report: { status: { asked: minutesAgo(4) } } });
  });

  test('is another one when it changed, and none when it is corrected', () => {
    const changed = { ...tried(0), 'replicate:to': `${AWAY} eu-west3` };
    expect(look(changed)).toMatchObject({ report: { kind: 'invalid', status: { asked: NOW } } });
    expect(look({ ...tried(0), ...TO })).toMatchObject({ report: { kind: 'corrected' } });
  });

  test('needs no more room than it has', () => {
    expect(look({ ...tried(5), ...users(47) })).toMatchObject({ report: { kind: 'invalid' } });
  });
});

describe('a destination that the stack does not allow', () => {
  const THREE = { 'replicate:to': 'eu-west-1 eu-west-2 eu-west-3' };
  const report = (tags: Tags, allowed: readonly string[]) => {
    const found = look(tags, source, allowed);
    return found.kind === 'replicated' ? found.report.kind : found.kind;
  };

  test('is reported, and the others are served', () => {
    expect(look(THREE, source, ['eu-west-1', 'eu-west-3'])).toMatchObject({
      destinations: [{ region: 'eu-west-1' }, { region: 'eu-west-3' }],
      report: { kind: 'invalid', problem: { message: expect.stringMatching(/^eu-west-2 is not/) } },
    });
  });

  test('is reported again when the stack is narrowed further, and not when it only allows more elsewhere', () => {
    const tags = announced(THREE, ['eu-west-1', 'eu-west-3']);
    expect(report(tags, ['eu-west-1'])).toBe('invalid');
    expect(report(tags, ['eu-west-1', 'eu-west-3', 'sa-east-1'])).toBe('fine');
  });

  test('loses its status tag when the stack allows it', () => {
    const tags = announced(THREE, ['eu-west-1', 'eu-west-3']);
    expect(report(tags, [])).toBe('corrected');
    expect(report(tags, ['eu-west-1', 'eu-west-2', 'eu-west-3'])).toBe('corrected');
  });

  test('that is in flight is followed like one that the rule no longer names', () => {
    const tags = { ...THREE, 'replicate:status:eu-west-2': 'COPYING name=cad' };
    expect(look(tags, source, ['eu-west-1'])).toMatchObject({
      destinations: [
        { region: 'eu-west-1' },
        { region: 'eu-west-2', wanted: undefined, status: { word: 'COPYING' } },
      ],
    });
  });
});
