import type { InferOutput } from 'valibot';
import { accountSchema } from '../../../cli/schemas/account.ts';
import { checkSchema } from '../../../cli/schemas/check.ts';
import { conformanceSchema } from '../../../cli/schemas/conformance.ts';
import { deploymentSchema } from '../../../cli/schemas/deployment.ts';
import { reportSchema } from '../../../cli/schemas/doctor.ts';
import { overviewSchema } from '../../../cli/schemas/overview.ts';
import { parseExactly } from '../../../sim/exactly.ts';

const SCHEMAS = {
  account: accountSchema,
  check: checkSchema,
  deployment: deploymentSchema,
  conformance: conformanceSchema,
  doctor: reportSchema,
  overview: overviewSchema,
};
type Schemas = typeof SCHEMAS;

/**
 * Reads what a command printed with `--json`.
 * @throws when it breaks its schema, or has a field that the schema does not document
 */
export function parseOutput<Name extends keyof Schemas>(
  name: Name,
  text: string,
): InferOutput<Schemas[Name]> {
  return parseExactly(SCHEMAS[name], JSON.parse(text));
}
