import { errorBody } from './aws-json.ts';
import type { Behaviour } from './behaviour.ts';
import type { Account } from './core/account.ts';
import { ServiceError } from './core/errors.ts';
import type { ErrorAnswer, FaultEffect, FaultScript } from './faults.ts';
import { OPERATIONS } from './operations/index.ts';
import type { Context, Operation } from './operations/operation.ts';
import type { RateLimit } from './rate-limit.ts';
import { type Received, type Request, receive } from './received.ts';
import type { Call } from './simulator.ts';
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
  readonly error?: string;
}

const CUT: Reply = { status: 0 };

/** Answers one call, whatever the request holds, and says what it was. */
export function serve(parts: Parts, request: Request): { call: Call; reply: Reply } {
  const received = receive(request);
  const { service, operation, region, input } = received;
  const found = OPERATIONS[service].get(operation);
  const resource = found?.resource(context(parts, received), input);
  const reply = answer(parts, received, found);
  const { status, error } = reply;
  const at = new Date(parts.clock());
  return { call: { operation, service, region, input, at, status, error, resource }, reply };
}

function answer(parts: Parts, received: Received, found: Operation | undefined): Reply {
  try {
    const operation = admit(parts, received, found);
    const effect = parts.faults.take({ ...received, writes: operation.writes });
    return underFault(effect, received, (minutes) => act(parts, received, operation, minutes));
  } catch (error) {
    const refusal = asServiceError(error);
    if (found?.writes) record(parts, received, { error: refusal });
    return failure(received, refusal);
  }
}

function admit(parts: Parts, received: Received, found: Operation | undefined): Operation {
  const { refusal, region, service, operation } = received;
  if (refusal) throw refusal;
  if (parts.account.disabledRegions.has(region))
    throw new ServiceError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  if (service === 'appstream' && !parts.rateLimit.admits(region, parts.clock()))
    throw new ServiceError('ThrottlingException', 'Rate exceeded');
  if (found) return found;
  throw new ServiceError(
    'UnknownOperationException',
    `The simulator does not support the operation ${operation}`,
  );
}

function underFault(
  effect: FaultEffect | undefined,
  received: Received,
  act: (staleMinutes?: number) => object,
): Reply {
  if (effect === undefined) return { status: 200, body: act() };
  if (effect === 'drop-before') return CUT;
  if (effect === 'drop-after') {
    act();
    return CUT;
  }
  if ('raw' in effect) return { status: effect.status ?? 200, raw: effect.raw };
  if ('answer' in effect) return { status: 200, body: effect.answer };
  if ('stale' in effect) return { status: 200, body: act(effect.stale.minutes) };
  if (!effect.after) throw scripted(effect);
  act();
  return failure(received, scripted(effect));
}

function scripted({ error, message = 'A scripted fault.', status }: ErrorAnswer): ServiceError {
  return new ServiceError(error, message, status);
}

function act(parts: Parts, received: Received, operation: Operation, staleMinutes = 0): object {
  const output = operation.run(context(parts, received, staleMinutes), received.input);
  if (operation.writes) record(parts, received, { output });
  return output;
}

function context(
  { account, behaviour, clock }: Parts,
  { region }: Received,
  staleMinutes = 0,
): Context {
  const now = clock();
  return { account, behaviour, region, now, readAt: now - staleMinutes * 60_000 };
}

function record(
  { trail, callerArn }: Parts,
  { service, operation, region, accessKeyId, input }: Received,
  result: { output?: object; error?: ServiceError },
): void {
  if (service === 'appstream')
    trail.record(region, { operation, input, callerArn: callerArn(accessKeyId), ...result });
}

function failure({ service }: Received, error: ServiceError): Reply {
  return { status: error.status, body: errorBody(service, error), error: error.code };
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  return new ServiceError('InternalFailure', `The simulator failed: ${String(error)}`, 500);
}
