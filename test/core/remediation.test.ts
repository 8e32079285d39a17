import { describe, expect, test } from '@jest/globals';
import { hintFor, hintForWait } from '../../lib/core/message/remediation.ts';
import { WAITS } from '../../lib/core/message/wait-code.ts';
import { AWAY, KEYS, sourceImage } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText } from './arbitraries.ts';

const context = {
  source: sourceImage(),
  destination: { region: AWAY, name: 'cad-eu' },
  keys: KEYS,
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
