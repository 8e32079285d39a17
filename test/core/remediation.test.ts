import { describe, expect, test } from '@jest/globals';
import { hintFor, hintForWait } from '../../lib/core/message/remediation.ts';
import { WAITS } from '../../lib/core/message/wait-code.ts';
import { parseRule } from '../../lib/core/tags/rule.ts';
import { ALLOW_ALL, AWAY, KEYS, sourceImage } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText } from './arbitraries.ts';

const context = {
  source: sourceImage(),
  destination: { region: AWAY, name: 'cad-eu' },
  keys: KEYS,
  policy: ALLOW_ALL,
};
const LOOK = 'aws appstream describe-images --region';

describe('the hint for a wait that takes long', () => {
  test.each([
    [WAITS.copyQuota, 'quota L-60244546'],
    [WAITS.imageQuota, 'quota L-E1182CCA'],
    [WAITS.failedReplica, 'The replicator tries again.'],
    [WAITS.newerReplica, 'The replicator tries again.'],
    ['ThrottlingException', 'The replicator tries again.'],
  ])('of %s says what can be done: %s', (code, text) => {
    const [first, ...rest] = hintForWait(code, context).split('\n');
    expect(first).toContain(text);
    expect(rest).toEqual(['SUCCEEDED or FAILED will follow.']);
  });

  test.each([
    [WAITS.deleting, 'It continues when the image is deleted.', `${AWAY} --names cad-eu`],
    [WAITS.olderReplica, 'when the copy of the earlier image has ended.', `${AWAY} --names cad-eu`],
    [WAITS.sourceNotReady, 'It is copied when it is AVAILABLE.', 'us-east-1 --names cad'],
  ])('of %s shows the image that is waited for', (code, text, image) => {
    const [first, ...rest] = hintForWait(code, context).split('\n');
    expect(first).toContain(text);
    expect(rest).toEqual([
      'SUCCEEDED or FAILED will follow. To check the image:',
      `${LOOK} ${image}`,
    ]);
  });

  test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])(
    'of %s is one like any other, though it means something to JavaScript',
    (code) => {
      expect(hintForWait(code, context)).toBe(hintForWait('ThrottlingException', context));
      expect(hintFor(code, context)).toBe(hintFor('SomethingNewException', context));
    },
  );

  test('of any code has a step, and says that the end is announced', () => {
    holds(anyText, (code) => {
      const lines = hintForWait(code, context).split('\n');
      expect(lines.length).toBeGreaterThanOrEqual(2);
      expect(lines[1]).toMatch(/^SUCCEEDED or FAILED will follow/);
    });
  });
});

describe('the hint for a destination that only a set names', () => {
  const source = sourceImage({ tags: { [KEYS.to]: '@standard' } });

  test.each(['NameTaken', 'StaleReplica'])(
    '%s has no command that would change nothing',
    (code) => {
      expect(hintFor(code, { ...context, source })).not.toContain('@standard');
      expect(hintFor(code, context)).toContain(`${KEYS.to}=`);
    },
  );

  test('RegionUnavailable leads to the set when the region is misspelt', () => {
    const destination = { region: 'eu-wst-1', name: 'cad' };
    const hint = hintFor('RegionUnavailable', { ...context, source, destination });
    expect(hint).toContain(
      "If you meant eu-west-1, correct the set in the stack's parameter ruleSets.",
    );
    expect(hint).not.toContain('@standard');
  });
});

test.each(['AccessDenied', 'AuthorizationError', 'UnauthorizedOperation'])(
  'the hint for %s is that of every refusal by IAM',
  (code) => {
    expect(hintFor(code, context)).toBe(hintFor('AccessDeniedException', context));
    expect(hintFor(code, context)).toContain('permissions boundary');
  },
);

describe('the hint for a rule that is not valid', () => {
  const hint = (to: string, tags = {}, policy = ALLOW_ALL) => {
    const source = sourceImage({ tags: { [KEYS.to]: to, ...tags } });
    return hintFor('InvalidRule', { source, keys: KEYS, policy });
  };

  test.each<[string, string, string]>([
    ['a region that is misspelt', 'eu_west_1 us-west-2', 'eu-west-1 us-west-2'],
    ['a city', 'frankfurt=cad-de', 'eu-central-1=cad-de'],
    ['commas', 'eu-west-1,us-west-2;eu-west-2', 'eu-west-1 us-west-2 eu-west-2'],
    ['the key in the value', 'replicate:to=eu-west-1', 'eu-west-1'],
    ['a region twice', 'eu-west-1 eu-west-1=cad-2', 'eu-west-1=cad-2'],
    ['a name that no replica can have', 'eu-west-1=-cad', 'eu-west-1=NAME'],
    ['the image itself', 'us-east-1 eu-west-1', 'us-east-1=NAME eu-west-1'],
    ['words that mean no region', 'europe asia', 'REGION'],
    ['a set that there is not', '@standard', 'REGION'],
    ['another partition', 'us-gov-west-1 eu-west-1', 'REGION eu-west-1'],
    ['nothing', ' ', 'REGION'],
  ])('of %s sets what was meant', (_, to, right) => {
    expect(hint(to)).toContain(`--tags "${KEYS.to}='${right}'"`);
  });

  test('never names a region that the stack does not allow', () => {
    const allowed = { ...ALLOW_ALL, allowedRegions: ['eu-west-1'] };
    expect(hint('eu-west-1 us-west-2', {}, allowed)).toContain(`='eu-west-1 REGION'"`);
    expect(hint('eu-wset-2', {}, allowed)).toContain(`='REGION'"`);
  });

  test('sets no destinations where they are right, and something else is wrong', () => {
    expect(hint('eu-west-1', { 'replicate:nmae': 'x' })).not.toContain('--tags');
    expect(hint('eu-west-1', { 'replicate:nmae': 'x' })).toContain('--tag-keys replicate:nmae');
  });

  test('sets no destination that is wrong, whatever the tag has', () => {
    holds(anyText, (to) => {
      const [, set = 'eu-west-1'] = /:to='([^']*)'/.exec(hint(to)) ?? [];
      const filled = set.replaceAll('REGION', 'eu-west-3').replaceAll('NAME', 'filled');
      const source = sourceImage({ tags: { [KEYS.to]: filled } });
      expect(parseRule(source, KEYS, ALLOW_ALL)?.problems).toEqual([]);
    });
  });
});
