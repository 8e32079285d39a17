import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { confirm } from '../../cli/confirm.ts';

/** Asks; the user does something as soon as the question is there. */
async function answerTo(act: (input: PassThrough, stop: AbortController) => void) {
  const [input, output, stop] = [new PassThrough(), new PassThrough(), new AbortController()];
  output.once('data', () => act(input, stop));
  return confirm('Deploy?', input, output, stop.signal);
}

test.each([
  ['y\n', true],
  ['Yes\n', true],
  ['no\n', false],
  ['\n', false],
])('the answer %j to the question is %s', async (answer, expected) => {
  expect(await answerTo((input) => input.write(answer))).toBe(expected);
});

test('the end of the input is a no', async () => {
  expect(await answerTo((input) => input.end())).toBe(false);
});

test('a stop of the command is a no at once', async () => {
  expect(await answerTo((_, stop) => stop.abort())).toBe(false);
});

test('a stop before the question is a no', async () => {
  const stopped = AbortSignal.abort();
  expect(await confirm('Deploy?', new PassThrough(), new PassThrough(), stopped)).toBe(false);
});
