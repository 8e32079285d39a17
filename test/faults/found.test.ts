import { expect, test } from '@jest/globals';
import type { History } from './machine/history.ts';
import { play } from './machine/play.ts';
import { PROPERTIES } from './properties/index.ts';

/** Every way in which a history breaks a property. */
async function violations(history: History): Promise<string[]> {
  const played = await play(history);
  return PROPERTIES.flatMap(({ name, violations }) =>
    violations(played).map((violation) => `${name}: ${violation}`),
  );
}

test('what a late tick begins, when the watch is off, is watched', async () => {
  const history: History = {
    stacks: ['us-east-1'],
    steps: [
      {
        do: 'build',
        image: 'cad',
        region: 'us-east-1',
        tags: { 'replicate:to': 'eu-west-1' },
        minutes: 0,
      },
      { do: 'run', stack: 'us-east-1', on: 'tick' },
    ],
  };
  expect(await violations(history)).toEqual([]);
});
