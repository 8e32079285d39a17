/* A request with its operation, region and input, as far as they can be read. */

import { readInput, readScope, readTarget, type Service } from './aws-json.ts';
import { ServiceError } from './core/errors.ts';
import { readQuery } from './query.ts';

/** The parts of an HTTP request that carry a call. */
export interface Request {
  readonly target: string | undefined;
  readonly authorization: string | undefined;
  /** Undefined when it was too long. */
  readonly body: string | undefined;
}

/** A call as far as it can be read; what cannot be is empty, and the refusal says why. */
export interface Received {
  readonly service: Service;
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly input: unknown;
  readonly refusal: ServiceError | undefined;
}

export function receive(request: Request): Received {
  const query = readQuery(request);
  const target = query
    ? { service: 'sns' as const, operation: query.operation }
    : readTarget(request.target);
  const scope = readScope(request.authorization);
  const body = query ?? readInput(request.body);
  const { service = 'appstream', operation = '' } = target instanceof ServiceError ? {} : target;
  const { region = '', accessKeyId = '' } = scope instanceof ServiceError ? {} : scope;
  const refusal =
    [target, scope, body].find((part) => part instanceof ServiceError) ??
    (scope instanceof ServiceError || scope.service === service ? undefined : misdirected(service));
  return {
    service,
    operation,
    region,
    accessKeyId,
    input: body instanceof ServiceError ? undefined : body.input,
    refusal,
  };
}

function misdirected(service: Service): ServiceError {
  return new ServiceError(
    'InvalidSignatureException',
    `The credential must be scoped to the service ${service}`,
  );
}
