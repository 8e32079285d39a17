import { describe, expect, test } from '@jest/globals';
import { hintFor, hintForWait } from '../../lib/core/hint.ts';
import { WAITS } from '../../lib/core/setback.ts';
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
    [WAITS.deleting, 'Nothing: it goes on when the image is gone.'],
    [WAITS.olderReplica, 'Nothing: it goes on when the copy of the earlier image has ended.'],
    [WAITS.failedReplica, 'Nothing, unless you know what the obstacle is'],
    [WAITS.newerReplica, 'Nothing, unless you know what the obstacle is'],
    ['ThrottlingException', 'Nothing, unless you know what the obstacle is'],
  ])('of %s says what can be done: %s', (code, text) => {
    const [first, ...rest] = hintForWait(code, context).split('\n');
    expect(first).toContain(text);
    expect(rest).toEqual([
      'SUCCEEDED or FAILED will come by itself. To look at it:',
      `${LOOK} ${AWAY} --names cad-eu`,
    ]);
  });

  test('of a source that is not ready looks at the source', () => {
    const lines = hintForWait(WAITS.sourceNotReady, context).split('\n');
    expect(lines[0]).toMatch(/^Nothing: it is copied as soon as it is AVAILABLE\./);
    expect(lines.at(-1)).toBe(`${LOOK} us-east-1 --names cad`);
  });

  test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])(
    'of %s is one like any other, though it means something to JavaScript',
    (code) => {
      expect(hintForWait(code, context)).toBe(hintForWait('ThrottlingException', context));
      expect(hintFor(code, context)).toBe(hintFor('SomethingNewException', context));
    },
  );

  test('of any code has a step, and ends in a command', () => {
    holds(anyText, (code) => {
      const lines = hintForWait(code, context).split('\n');
      expect(lines).toHaveLength(3);
      expect(lines.at(-1)).toMatch(/^aws /);
    });
  });
});
