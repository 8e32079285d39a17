/* What a failed AWS call means for a replication. */

import { codeText, oneLine } from '../text.ts';

/** What a failed call means for a replication. */
export type FaultKind =
  /** `LimitExceededException`: a quota of the destination. */
  | 'quota'
  /** `ResourceAlreadyExistsException`: something has the name; its lineage decides once it is visible. */
  | 'exists'
  /** `ResourceNotFoundException`. */
  | 'missing'
  /** The region does not resolve, or refuses the account. */
  | 'region'
  /** IAM refuses the caller, which may pass: policies and tags take time to be known everywhere. */
  | 'denied'
  /** Worth another try. */
  | 'transient'
  /** No try will mend it. */
  | 'permanent';

/** A failed AWS call, reduced to what decisions and messages need. */
export interface Fault {
  readonly kind: FaultKind;
  /** AWS's own code, or the network's. */
  readonly code: string;
  readonly message: string;
}

/** What the SDK does not know: AppStream's quotas, what exists and what is missing, regions, and the spellings of IAM. */
const KIND_OF_CODE: Readonly<Record<string, FaultKind>> = {
  LimitExceededException: 'quota',
  ResourceAlreadyExistsException: 'exists',
  ResourceNotFoundException: 'missing',
  ENOTFOUND: 'region',
  UnrecognizedClientException: 'region',
  InvalidClientTokenId: 'region',
  OptInRequired: 'region',
  AuthFailure: 'region',
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  AuthorizationError: 'denied',
  AuthorizationErrorException: 'denied',
  KMSAccessDenied: 'denied',
  KMSAccessDeniedException: 'denied',
  NotAuthorized: 'denied',
  UnauthorizedOperation: 'denied',
  ResourceNotAvailableException: 'transient',
  ConcurrentModificationException: 'transient',
  // The function's credentials are renewed by Lambda.
  ExpiredTokenException: 'transient',
};

/**
 * Classifies a failed call by its code and HTTP status, never by its message.
 * @param status HTTP status of the answer; undefined when there was none, which is a broken connection
 * @param isPassing whether the SDK holds the error for throttling, transient, a server's, or of a clock that is wrong
 */
export function faultOf(
  code: string,
  message: string,
  status: number | undefined,
  isPassing = false,
): Fault {
  const known = Object.hasOwn(KIND_OF_CODE, code) ? KIND_OF_CODE[code] : undefined;
  const broken = status === undefined || status >= 500 || status === 429;
  return {
    kind: known ?? (isPassing || broken ? 'transient' : 'permanent'),
    code: codeText(code) || 'UnknownError',
    message: oneLine(message),
  };
}

/** A fault of a call that no quota of the destination limits: what AWS says of one passes. */
export function withoutQuota(fault: Fault): Fault {
  return fault.kind === 'quota' ? { ...fault, kind: 'transient' } : fault;
}

/** Whether a code says that IAM refuses the caller, in whichever spelling. */
export function isDenial(code: string): boolean {
  return Object.hasOwn(KIND_OF_CODE, code) && KIND_OF_CODE[code] === 'denied';
}
