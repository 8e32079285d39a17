/* The AWS JSON 1.1 protocol: which operation a request calls, and how answers and errors are encoded. */

import { ServiceError } from './core/errors.ts';
import { isRegion } from './core/region.ts';

export type Service = 'appstream' | 'events' | 'sns';

const SERVICES = new Map<string, Service>([
  ['PhotonAdminProxyService', 'appstream'],
  ['AWSEvents', 'events'],
]);

const SCOPE =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]{1,128})\/\d{8}\/([a-z0-9-]{1,32})\/([a-z0-9-]{1,32})\/aws4_request,/;

export interface Target {
  readonly service: Service;
  readonly operation: string;
}

/** The operation a call asks for. */
export function readTarget(header: string | undefined): Target | ServiceError {
  const [, prefix = '', operation = ''] = /^(\w{1,64})\.(\w{1,64})$/.exec(header ?? '') ?? [];
  const service = SERVICES.get(prefix);
  if (service) return { service, operation };
  return new ServiceError('UnknownOperationException', 'X-Amz-Target names no known service');
}

export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** Who calls, and which region and service. The signature itself is not checked. */
export function readScope(authorization: string | undefined): Scope | ServiceError {
  if (authorization === undefined)
    return new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const [, accessKeyId, region, service] = SCOPE.exec(authorization) ?? [];
  if (
    accessKeyId !== undefined &&
    region !== undefined &&
    service !== undefined &&
    isRegion(region)
  )
    return { accessKeyId, region, service };
  return new ServiceError(
    'IncompleteSignatureException',
    'The Authorization header holds no credential scope of Signature Version 4 with a well-formed region',
  );
}

/** The input of a call, of a body that is undefined when it was too long; an empty one has no members. */
export function readInput(body: string | undefined): { input: unknown } | ServiceError {
  if (body === undefined)
    return new ServiceError('RequestEntityTooLargeException', 'The request body is too long', 413);
  try {
    return { input: JSON.parse(body === '' ? '{}' : body) };
  } catch {
    return new ServiceError('SerializationException', 'The request body is not valid JSON');
  }
}

/** The errors of AppStream's own model spell their message with a capital. */
export const MODELLED: ReadonlySet<string> = new Set([
  'ConcurrentModificationException',
  'DryRunOperationException',
  'IncompatibleImageException',
  'InvalidAccountStatusException',
  'InvalidParameterCombinationException',
  'LimitExceededException',
  'OperationNotPermittedException',
  'ResourceAlreadyExistsException',
  'ResourceInUseException',
  'ResourceNotAvailableException',
  'ResourceNotFoundException',
]);

/** The body of an error answer. */
export function errorBody(service: Service, { code, message }: ServiceError): object {
  const member = service === 'appstream' && MODELLED.has(code) ? 'Message' : 'message';
  return { __type: code, [member]: message };
}
