/* Validates the input of a call, with the wording of AWS's errors. */

import * as v from 'valibot';
import { ServiceError } from './errors.ts';

type Issue = v.BaseIssue<unknown>;

/**
 * The input as its shape describes it. Members that the shape lacks are dropped and nulls count as
 * absent, as AWS JSON does.
 * @throws ServiceError `SerializationException` for a wrong type, `ValidationException` for a
 *   constraint that is not met
 */
export function validate<T>(shape: v.GenericSchema<unknown, T>, input: unknown): T {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new ServiceError('SerializationException', 'The request body must be a JSON object');
  const present = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
  const { success, output, issues } = v.safeParse(shape, present);
  if (success) return output;
  const mistyped = issues.find(isMistyped);
  if (mistyped) throw new ServiceError('SerializationException', describe(mistyped));
  const count = `${issues.length} validation error${issues.length === 1 ? '' : 's'} detected`;
  throw new ServiceError('ValidationException', `${count}: ${issues.map(describe).join('; ')}`);
}

function isMissing({ kind, input }: Issue): boolean {
  return kind === 'schema' && input === undefined;
}

/** A value that is none of an enumeration, or of a member that is not supported, is a constraint that is not met. */
function isMistyped(issue: Issue): boolean {
  if (issue.type === 'picklist' || issue.type === 'never' || isMissing(issue)) return false;
  return issue.kind === 'schema' || issue.type === 'integer';
}

/** Never repeats the value, which may be long. */
function describe(issue: Issue): string {
  return `'${(v.getDotPath(issue) ?? '').slice(0, 150)}': ${problemOf(issue)}`;
}

function problemOf(issue: Issue): string {
  if (isMissing(issue)) return 'is required';
  switch (issue.type) {
    case 'check':
    case 'never':
      return issue.message;
    case 'regex':
      return `must match ${issue.expected}`;
    case 'min_length':
    case 'max_length':
      return `must have a length ${issue.expected}`;
    default:
      return `must be ${issue.expected ?? issue.type}`;
  }
}
