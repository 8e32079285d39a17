import type { z } from 'zod';
import { ServiceError } from './errors.ts';

type Issue = z.core.$ZodIssue;

/**
 * The input as its shape describes it. Members that the shape lacks are dropped and nulls count as
 * absent, as AWS JSON does.
 * @throws ServiceError `SerializationException` for a wrong type, `ValidationException` for a
 *   constraint that is not met
 */
export function validate<T>(shape: z.ZodType<T>, input: unknown): T {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new ServiceError('SerializationException', 'The request body must be a JSON object');
  const present = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
  const result = shape.safeParse(present, { reportInput: true });
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(unfold);
  const mistyped = issues.find((issue) => issue.code === 'invalid_type' && !isMissing(issue));
  if (mistyped) throw new ServiceError('SerializationException', describe(mistyped));
  const count = `${issues.length} validation error${issues.length === 1 ? '' : 's'} detected`;
  throw new ServiceError('ValidationException', `${count}: ${issues.map(describe).join('; ')}`);
}

/** An invalid key of a map hides what is wrong with it one level down. */
function unfold(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_key') return [issue];
  return issue.issues.map((inner) => ({ ...inner, path: issue.path }));
}

function isMissing(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.input === undefined;
}

function describe(issue: Issue): string {
  const problem = isMissing(issue) ? 'is required' : issue.message;
  return `'${issue.path.join('.').slice(0, 150)}': ${problem}`;
}
