import { AppStreamServiceException } from '@aws-sdk/client-appstream';
import { expect, test } from '@jest/globals';
import { answerTo } from '../../cli/conformance/observation.ts';

function refused(name: string, status = 400): Promise<never> {
  const fault = status < 500 ? 'client' : 'server';
  const $metadata = { httpStatusCode: status };
  return Promise.reject(
    new AppStreamServiceException({ name, $fault: fault, $metadata, message: 'no' }),
  );
}

test('a call that succeeds is seen as it is described', async () => {
  expect(await answerTo(Promise.resolve([1, 2]), ({ length }) => `${length} images`)).toEqual({
    seen: '2 images',
  });
});

test.each([
  'ValidationException',
  'ResourceNotFoundException',
  'ResourceInUseException',
  'ResourceNotAvailableException',
  'ConcurrentModificationException',
  'LimitExceededException',
])('a refusal of AppStream, %s, is an answer', async (name) => {
  expect(await answerTo(refused(name), String)).toEqual({ seen: name });
});

test.each([
  ['ThrottlingException', 400],
  ['AccessDeniedException', 400],
  ['UnrecognizedClientException', 400],
  ['InternalFailure', 500],
])('%s is no answer to the question', async (name, status) => {
  expect(await answerTo(refused(name, status), String)).toEqual({
    unknown: expect.stringContaining(name),
  });
});

test('a connection that breaks is no answer', async () => {
  const cut = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  expect(await answerTo(Promise.reject(cut), String)).toEqual({
    unknown: 'ECONNRESET: socket hang up',
  });
});
