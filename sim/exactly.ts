/* Reads a value and fails when its schema leaves out a field. */

import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';

/**
 * The value, read by its schema. Users may meet further fields; here the schema knows them all.
 * @throws when it breaks the schema, or has a field that the schema does not document
 */
export function parseExactly<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, value);
  if (success && isDeepStrictEqual(output, value)) return output;
  const why = issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
  throw new Error(`${why?.join('; ') ?? 'undocumented fields'} in ${JSON.stringify(value)}`);
}
