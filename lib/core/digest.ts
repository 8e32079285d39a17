/* Digests that stand for more than fits into a tag or an id. */

import { createHash } from 'node:crypto';

/** The first hexadecimal digits of the SHA-256 of a text. */
export function digest(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

/** The id of a message about these facts: the same facts, the same id. */
export function messageId(facts: readonly unknown[]): string {
  return digest(JSON.stringify(facts), 32);
}
