import { Ajv } from 'ajv';
import check from '../../../cli/schemas/check.json' with { type: 'json' };
import doctor from '../../../cli/schemas/doctor.json' with { type: 'json' };
import overview from '../../../cli/schemas/overview.json' with { type: 'json' };

const SCHEMAS = { check, doctor, overview };

/**
 * Reads what a command printed with `--json`.
 * @throws when it breaks its JSON Schema, or has a field that the schema does not document
 */
export function parseOutput<T>(schema: keyof typeof SCHEMAS, text: string): T {
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
  const isValid = ajv.compile<T>(closed(SCHEMAS[schema]));
  const value: unknown = JSON.parse(text);
  if (isValid(value)) return value;
  throw new Error(`${schema}: ${JSON.stringify(isValid.errors)} in ${text}`);
}

/** The schema with no room for further fields: users may meet new ones, tests may not. */
function closed<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'properties' in value && 'type' in value
      ? { ...value, additionalProperties: false }
      : value,
  );
}
