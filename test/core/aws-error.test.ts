import { describe, expect, test } from '@jest/globals';
import { type FaultKind, faultOf, isDenial } from '../../lib/core/decision/aws-error.ts';
import { formatStatus, parseStatus } from '../../lib/core/tags/status.ts';
import { NOW, statusOf } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText } from './arbitraries.ts';

describe('an answer of AWS', () => {
  test.each<[string, FaultKind]>([
    ['LimitExceededException', 'quota'],
    ['ResourceAlreadyExistsException', 'exists'],
    ['ResourceNotFoundException', 'missing'],
    ['ResourceNotAvailableException', 'transient'],
    ['ConcurrentModificationException', 'transient'],
    ['ExpiredTokenException', 'transient'],
    ['UnrecognizedClientException', 'region'],
    ['OptInRequired', 'region'],
    ['InvalidAccountStatusException', 'permanent'],
    ['IncompatibleImageException', 'permanent'],
    ['InvalidParameterCombinationException', 'permanent'],
    ['OperationNotPermittedException', 'permanent'],
    ['AccessDenied', 'denied'],
    ['AccessDeniedException', 'denied'],
    ['AuthorizationError', 'denied'],
    ['AuthorizationErrorException', 'denied'],
    ['KMSAccessDenied', 'denied'],
    ['KMSAccessDeniedException', 'denied'],
    ['NotAuthorized', 'denied'],
    ['UnauthorizedOperation', 'denied'],
    ['AuthFailure', 'region'],
    ['ValidationException', 'permanent'],
    ['SomethingNewException', 'permanent'],
    ['toString', 'permanent'],
    ['__proto__', 'permanent'],
  ])('%s with status 400 is %s', (code, kind) => {
    expect(faultOf(code, 'why', 400)).toEqual({ kind, code, message: 'why' });
  });

  test.each([429, 500, 502, 503, 504])(
    'that is not known is transient with status %d',
    (status) => {
      expect(faultOf('SomethingNewException', '', status).kind).toBe('transient');
    },
  );

  test('that is not known is transient when the SDK classifies it so', () => {
    expect(faultOf('SomethingNewException', '', 400, true).kind).toBe('transient');
    expect(faultOf('LimitExceededException', '', 400, true).kind).toBe('quota');
  });

  test('that is known keeps its meaning with status 500', () => {
    expect(faultOf('LimitExceededException', '', 500).kind).toBe('quota');
    expect(faultOf('AccessDeniedException', '', 500).kind).toBe('denied');
  });

  test.each([
    ['AccessDeniedException', true],
    ['UnauthorizedOperation', true],
    ['OptInRequired', false],
    ['OperationNotPermittedException', false],
    ['AccessDeniedExceptio', false],
    ['constructor', false],
    ['', false],
  ])('%j says that IAM refuses the caller: %s', (code, expected) => {
    expect(isDenial(code)).toBe(expected);
  });
});

describe('no answer at all', () => {
  test.each<[string, FaultKind]>([
    ['ENOTFOUND', 'region'],
    ['EAI_AGAIN', 'transient'],
    ['ECONNRESET', 'transient'],
    ['ECONNREFUSED', 'transient'],
    ['TimeoutError', 'transient'],
    ['SomethingElse', 'transient'],
  ])('for the reason %s is %s', (code, kind) => {
    expect(faultOf(code, '', undefined).kind).toBe(kind);
  });
});

test('code and message of a fault are bounded, and there always is a code, which a status tag can hold', () => {
  holds(anyText, (text) => {
    const { code, message } = faultOf(text, text.repeat(5), 400);
    expect(code).toMatch(/^\S{1,60}$/);
    const tag = formatStatus(statusOf({ word: 'FAILED', code }));
    expect(parseStatus(tag, NOW)?.code).toBe(code);
    expect(message).toMatch(/^[^\p{Cc}]{0,500}$/u);
  });
  expect(faultOf(' \n', '', 400).code).toBe('UnknownError');
});
