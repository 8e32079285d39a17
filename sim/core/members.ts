/* Members of requests that are checked with valibot, as the service model describes them. */
import * as v from 'valibot';
import { z } from 'zod';

export const Name = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/));
export const StringMember = v.pipe(v.string(), v.minLength(1));
export const Description = v.pipe(v.string(), v.maxLength(256));
export const DisplayName = v.pipe(v.string(), v.maxLength(100));
export const Arn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws(?:-cn|-iso-b|-iso|-us-gov)?:[A-Za-z0-9][A-Za-z0-9_/.-]{0,62}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9][A-Za-z0-9:_/+=,@.\\-]{0,1023}$/,
  ),
);
export const AwsAccountId = v.pipe(v.string(), v.regex(/^\d{12}$/));
export const ImagePermissions = v.object({
  allowFleet: v.optional(v.boolean(), false),
  allowImageBuilder: v.optional(v.boolean(), false),
});

/** A shape in valibot where one in zod is asked for. */
export function shape<T>(schema: v.GenericSchema<unknown, T>): z.ZodType<T> {
  return z.unknown().transform((input, context) => {
    const result = v.safeParse(schema, input);
    if (result.success) return result.output;
    for (const { kind, type, path, input: value, message } of result.issues) {
      const mistyped = kind === 'schema' && type !== 'picklist' && type !== 'never';
      context.addIssue({
        ...(mistyped ? { code: 'invalid_type', expected: 'unknown' } : { code: 'custom' }),
        path: path?.flatMap(({ key }) =>
          typeof key === 'string' || typeof key === 'number' ? key : [],
        ),
        input: value,
        message,
      });
    }
    return z.NEVER;
  });
}
