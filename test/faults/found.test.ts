import { expect, test } from '@jest/globals';
import type { History, Step } from './machine/history.ts';
import { play } from './machine/play.ts';
import { PROPERTIES } from './properties/index.ts';

/** Every way in which a history breaks a property. */
async function violations(history: History): Promise<string[]> {
  const played = await play(history);
  return PROPERTIES.flatMap(({ name, violations }) =>
    violations(played).map((violation) => `${name}: ${violation}`),
  );
}

function build(image: string, to: string): Step {
  return { do: 'build', image, region: 'us-east-1', tags: { 'replicate:to': to }, minutes: 0 };
}

test('what a late tick begins, when the watch is off, is watched', async () => {
  const history: History = {
    stacks: ['us-east-1'],
    steps: [build('cad', 'eu-west-1'), { do: 'run', stack: 'us-east-1', on: 'tick' }],
  };
  expect(await violations(history)).toEqual([]);
});

test.each([
  ['is cut off', { raw: '{"Destination', status: 200 }],
  ['comes from a proxy', { raw: '<html>Forbidden</html>', status: 403 }],
  ['has a message that is no text', { raw: '{"__type":"Odd","message":{}}', status: 500 }],
])('an answer that %s does not end the copy', async (_, effect) => {
  const history: History = {
    stacks: ['us-east-1'],
    steps: [
      build('cad', 'eu-west-1'),
      { do: 'fault', operation: 'CopyImage', times: 3, effect },
      { do: 'run', stack: 'us-east-1', on: { event: 0 } },
    ],
  };
  const { account } = await play(history);
  expect(await violations(history)).toEqual([]);
  expect(account.ledger.publications.map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
});

test('a copy that one run began is followed, though AWS refused it to another at the same time', async () => {
  const history: History = {
    stacks: ['us-east-1'],
    steps: [
      build('x', 'us-east-1 eu-west-1=x ap-southeast-2'),
      build('cad', 'eu-west-1'),
      {
        do: 'fault',
        operation: 'CopyImage',
        effect: { error: 'AccessDeniedException' },
        times: 1,
      },
      {
        do: 'overlap',
        runs: [
          { stack: 'us-east-1', on: 'tick' },
          { stack: 'us-east-1', on: 'tick' },
        ],
        order: [1, 1, 1, 1, 1, 1, 1, 1, 1],
      },
    ],
  };
  expect(await violations(history)).toEqual([]);
});

test('a copy whose status was removed before its end is announced, wherever the run that finds it AVAILABLE dies', async () => {
  for (const at of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    const history: History = {
      stacks: ['us-east-1'],
      steps: [
        build('cad', 'eu-west-1'),
        { do: 'run', stack: 'us-east-1', on: { event: 0 } },
        { do: 'pass', minutes: 45, ticks: 0 },
        {
          do: 'tag',
          image: 'cad',
          region: 'us-east-1',
          set: {},
          remove: ['replicate:status:eu-west-1'],
        },
        { do: 'run', stack: 'us-east-1', on: 'sweep', dies: { at, when: 'after' } },
      ],
    };
    const { account } = await play(history);
    expect(await violations(history)).toEqual([]);
    const outcomes = account.ledger.publications.map(({ message }) => message.outcome);
    expect(new Set(outcomes)).toEqual(new Set(['SUCCEEDED']));
  }
});
