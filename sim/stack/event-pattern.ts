/* Matches events against the patterns of EventBridge rules. */

import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';

const record = v.record(v.string(), v.unknown());

/**
 * Whether EventBridge would match an event, for the operators that the stack's rules use: exact values, `prefix`,
 * `anything-but`, `exists` and `$or`. `anything-but` does not match a field that is absent, and `exists` counts only
 * leaves (the semantics of EventBridge's open-source matcher, github.com/aws/event-ruler).
 * @throws on any other operator.
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  const fields = v.is(record, event) ? event : {};
  return Object.entries(v.parse(record, pattern)).every(([name, wanted]) => {
    if (name === '$or')
      return v.parse(v.array(record), wanted).some((one) => matchesPattern(one, event));
    if (Array.isArray(wanted)) return wanted.some((one) => matchesLeaf(one, fields[name]));
    return matchesPattern(wanted, fields[name]);
  });
}

function matchesLeaf(wanted: unknown, field: unknown): boolean {
  const leaves = Array.isArray(field) ? field : v.is(record, field) ? [] : [field];
  const present = leaves.filter((leaf) => leaf !== undefined);
  return v.is(record, wanted)
    ? matchesOperator(wanted, present)
    : present.some((leaf) => leaf === wanted);
}

function matchesOperator(operator: Record<string, unknown>, leaves: unknown[]): boolean {
  const [[name, operand] = [], ...more] = Object.entries(operator);
  if (more.length > 0) throw new Error(`more than one operator in ${JSON.stringify(operator)}`);
  if (name === 'exists') return isDeepStrictEqual(leaves.length > 0, operand);
  if (typeof operand !== 'string') throw new Error(`no such operator: ${JSON.stringify(operator)}`);
  if (name === 'prefix')
    return leaves.some((leaf) => typeof leaf === 'string' && leaf.startsWith(operand));
  if (name === 'anything-but') return leaves.some((leaf) => leaf !== operand);
  throw new Error(`no such operator: ${name}`);
}
