/* One admitted call: the fault that is planned for it, or its operation and event. */

import { errorBody } from './aws-json.ts';
import type { Behaviour } from './behaviour.ts';
import type { Account } from './core/account.ts';
import { asServiceError, ServiceError } from './core/errors.ts';
import type { FaultScript } from './faults.ts';
import type { Context, Operation } from './operations/operation.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Received } from './received.ts';
import type { Trail } from './trail.ts';

/** The parts that together answer calls; the clock gives milliseconds. */
export interface Parts {
  readonly account: Account;
  readonly behaviour: Behaviour;
  readonly clock: () => number;
  readonly faults: FaultScript;
  readonly trail: Trail;
  readonly rateLimit: RateLimit;
  readonly callerArn: (accessKeyId: string) => string;
}

/** An answer; status 0 cuts the connection. */
export interface Reply {
  readonly status: number;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in the place of the body. */
  readonly raw?: string;
  /** Media type; JSON by default. */
  readonly type?: string;
  readonly error?: string;
}

const CUT: Reply = { status: 0 };

/** What a call that is admitted comes to, under the fault that is due. */
export function perform(parts: Parts, received: Received, operation: Operation): Reply {
  const effect = parts.faults.take({ ...received, writes: operation.writes });
  if (effect === undefined) return act(parts, received, operation);
  if (effect === 'drop-before') return CUT;
  if (effect === 'drop-after') {
    act(parts, received, operation);
    return CUT;
  }
  if ('raw' in effect) return { status: effect.status ?? 200, raw: effect.raw };
  if ('answer' in effect) return { status: 200, body: effect.answer };
  if ('stale' in effect) return act(parts, received, operation, effect.stale.minutes);
  const { error, message = 'A scripted fault.', status, after } = effect;
  const scripted = new ServiceError(error, message, status);
  if (after) act(parts, received, operation);
  else record(parts, received, operation, { error: scripted });
  return failure(received, scripted);
}

/** The answer that is an error. */
export function failure({ service }: Received, error: ServiceError): Reply {
  return { status: error.status, body: errorBody(service, error), error: error.code };
}

/** What an operation may know of a call. */
export function contextOf(
  { account, behaviour, clock }: Parts,
  { region }: Received,
  staleMinutes = 0,
): Context {
  const now = clock();
  return { account, behaviour, region, now, readAt: now - staleMinutes * 60_000 };
}

function act(parts: Parts, received: Received, operation: Operation, staleMinutes = 0): Reply {
  try {
    const output = operation.run(contextOf(parts, received, staleMinutes), received.input);
    record(parts, received, operation, { output });
    return { status: 200, body: output };
  } catch (thrown) {
    const error = asServiceError(thrown);
    record(parts, received, operation, { error });
    return failure(received, error);
  }
}

/** Only what writes to AppStream becomes an event. */
function record(
  { trail, callerArn }: Parts,
  { service, operation, region, accessKeyId, input }: Received,
  { writes }: Operation,
  result: { output?: object; error?: ServiceError },
): void {
  if (service === 'appstream' && writes)
    trail.record(region, { operation, input, callerArn: callerArn(accessKeyId), ...result });
}
