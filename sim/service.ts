/* From a request to a reply, in every protocol. */

import { asServiceError, ServiceError } from './core/errors.ts';
import { OPERATIONS } from './operations/index.ts';
import type { Operation } from './operations/operation.ts';
import { contextOf, failure, type Parts, perform, type Reply } from './perform.ts';
import { asXml } from './query.ts';
import { type Received, type Request, receive } from './received.ts';
import type { Call } from './simulator.ts';

/** Answers one call, whatever the request holds, and says what it was. */
export function serve(parts: Parts, request: Request): { call: Call; reply: Reply } {
  const received = receive(request);
  const { service, operation, region, input } = received;
  const found = OPERATIONS[service].get(operation);
  const resource = found?.resource(contextOf(parts, received), input);
  const answered = answer(parts, received, found);
  const reply = service === 'sns' ? asXml(operation, answered) : answered;
  const { status, error } = reply;
  const at = new Date(parts.clock());
  return { call: { operation, service, region, input, at, status, error, resource }, reply };
}

function answer(parts: Parts, received: Received, found: Operation | undefined): Reply {
  try {
    return perform(parts, received, admit(parts, received, found));
  } catch (error) {
    return failure(received, asServiceError(error));
  }
}

function admit(parts: Parts, received: Received, found: Operation | undefined): Operation {
  const { refusal, region, service, operation } = received;
  if (refusal) throw refusal;
  // Guess: disabled-region.
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
