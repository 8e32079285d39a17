import { describe, expect, test } from '@jest/globals';
import { faultFrom } from '../../lib/aws/errors.ts';
import type { FaultKind } from '../../lib/core/decision/aws-error.ts';

/** An error as the SDK throws it for an answer of AWS. */
function answered(name: string, httpStatusCode = 400): Error {
  return Object.assign(new Error('why'), { name, $fault: 'client', $metadata: { httpStatusCode } });
}

describe('an error of the SDK becomes a fault', () => {
  test.each<[string, FaultKind]>([
    ['Throttling', 'transient'],
    ['ThrottlingException', 'transient'],
    ['TooManyRequestsException', 'transient'],
    ['RequestLimitExceeded', 'transient'],
    ['SlowDown', 'transient'],
    ['RequestTimeout', 'transient'],
    ['RequestExpired', 'transient'],
    ['ExpiredTokenException', 'transient'],
    ['LimitExceededException', 'quota'],
    ['AuthFailure', 'region'],
    ['AccessDeniedException', 'denied'],
    ['IncompatibleImageException', 'permanent'],
    ['SomethingNewException', 'permanent'],
  ])('of AWS, %s with status 400, that is %s', (name, kind) => {
    expect(faultFrom(answered(name))).toEqual({ kind, code: name, message: 'why' });
  });

  test.each([429, 500, 502, 503, 504, 599])('of AWS with status %d, that passes', (status) => {
    expect(faultFrom(answered('SomethingNewException', status)).kind).toBe('transient');
  });

  test.each<[string, FaultKind]>([
    ['ENOTFOUND', 'region'],
    ['ECONNRESET', 'transient'],
    ['EAI_AGAIN', 'transient'],
  ])('of the network, %s, that is %s', (code, kind) => {
    expect(faultFrom(Object.assign(new Error('no'), { code }))).toMatchObject({ kind, code });
  });

  test('of an answer that cannot be read, which says nothing about the call', () => {
    const unread = Object.assign(new SyntaxError('Unexpected end'), {
      $metadata: { httpStatusCode: 200 },
    });
    expect(faultFrom(unread)).toMatchObject({ kind: 'transient', code: 'SyntaxError' });
  });

  test('whatever was thrown', () => {
    expect(faultFrom('a text')).toMatchObject({ kind: 'transient', message: 'a text' });
    expect(faultFrom(undefined)).toMatchObject({ kind: 'transient', code: 'UnknownError' });
  });
});
