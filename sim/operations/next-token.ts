/* NextToken of lists: where a page ended, bound to its request; no secret. */
import { createHash } from 'node:crypto';
import { ServiceError } from '../core/errors.ts';

/** What a token is bound to: the region and the filter, spelt out. */
export type Binding = readonly unknown[];

const CHECKSUM_BYTES = 9;

/** The token of the page that ends with an ARN, or another key of the list. */
function writeToken(binding: Binding, arn: string): string {
  const text = JSON.stringify([...binding, arn]);
  const checksum = createHash('sha256').update(text).digest().subarray(0, CHECKSUM_BYTES);
  return Buffer.concat([checksum, Buffer.from(arn)]).toString('base64url');
}

/**
 * The ARN with which the page before ended.
 * @throws ServiceError for a token of another region or filter, and for one that nobody gave out. Guess: page-token.
 */
function readToken(binding: Binding, token: string): string {
  const arn = Buffer.from(token, 'base64url').subarray(CHECKSUM_BYTES).toString();
  if (writeToken(binding, arn) === token) return arn;
  throw new ServiceError(
    'ValidationException',
    'NextToken is not one that this service gave out for this request',
  );
}

/** What a page of a list is asked for with. */
export interface PageRequest {
  readonly binding: Binding;
  readonly token: string | undefined;
  readonly size: number;
}

/**
 * The page of a list, ordered by key, that a token asks for, and the token of the next one.
 * @throws ServiceError as `readToken`
 */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  { binding, token, size }: PageRequest,
): { items: T[]; NextToken?: string } {
  const after = token === undefined ? '' : readToken(binding, token);
  const rest = all.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, size);
  const last = items.at(-1);
  const more = last !== undefined && items.length < rest.length;
  return { items, ...(more && { NextToken: writeToken(binding, keyOf(last)) }) };
}
