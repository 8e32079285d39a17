/* Errors of the SDK, reduced to faults. */

import {
  isClockSkewError,
  isServerError,
  isThrottlingError,
  isTransientError,
} from '@smithy/core/retry';
import { type Fault, faultOf } from '../core/decision/aws-error.ts';

/**
 * Reduces whatever an SDK call threw to a fault: AWS's code when AWS answered, else the network's code. An answer that
 * the SDK cannot read is none of AWS's: it says nothing about what became of the call.
 */
export function faultFrom(error: unknown): Fault {
  const status = property(error, '$fault') === undefined ? undefined : httpStatus(error);
  const name = error instanceof Error ? error.name : 'UnknownError';
  const message = error instanceof Error ? error.message : error;
  return faultOf(
    status === undefined ? (networkCode(error) ?? name) : name,
    typeof message === 'string' ? message : (JSON.stringify(message) ?? ''),
    status,
    isSdkError(error) && isPassing(error),
  );
}

/** What the SDK classifies. */
type SdkError = Parameters<typeof isTransientError>[0];

function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error && (error.cause === undefined || error.cause instanceof Error);
}

/** The SDK's own classification of what may be tried again. */
function isPassing(error: SdkError): boolean {
  return (
    isThrottlingError(error) ||
    isTransientError(error) ||
    isServerError(error) ||
    isClockSkewError(error)
  );
}

function httpStatus(error: unknown): number | undefined {
  const metadata = property(error, '$metadata') ?? {};
  const status = property(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

function networkCode(error: unknown): string | undefined {
  const code = property(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

function property(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined;
}

/** Errors of calls that the SDK must not repeat by itself. */
const unrepeatable = new WeakSet<object>();

/** Middleware of a command that the SDK must not repeat by itself: whoever makes it looks again first. */
export function markUnrepeatable<Arguments, Output>(
  next: (args: Arguments) => Promise<Output>,
): (args: Arguments) => Promise<Output> {
  return async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (typeof error === 'object' && error !== null) unrepeatable.add(error);
      throw error;
    }
  };
}

/** Whether an error is of a call that the SDK must not repeat by itself. */
export function isUnrepeatable(error: unknown): boolean {
  return typeof error === 'object' && error !== null && unrepeatable.has(error);
}
