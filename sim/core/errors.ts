/* Errors as AWS services answer with them. */

/** An error that the service answers with: its code becomes `__type`. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** What was thrown, as the service tells it: a mistake in a test's own script is an InternalFailure. */
export function asServiceError(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  return new ServiceError('InternalFailure', `The simulator failed: ${String(thrown)}`, 500);
}
