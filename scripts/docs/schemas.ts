/* The JSON Schema files and the schemas that they are derived from. */

import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { accountSchema } from '../../cli/schemas/account.ts';
import { checkSchema } from '../../cli/schemas/check.ts';
import { conformanceSchema } from '../../cli/schemas/conformance.ts';
import { deploymentSchema } from '../../cli/schemas/deployment.ts';
import { reportSchema } from '../../cli/schemas/doctor.ts';
import { overviewParts, overviewSchema } from '../../cli/schemas/overview.ts';
import { messageParts, messageSchema } from '../../lib/core/message/message-schema.ts';

interface Contract {
  readonly schema: GenericSchema;
  /** What is written once, by name. */
  readonly parts?: Readonly<Record<string, GenericSchema>>;
}

const CONTRACTS: Readonly<Record<string, Contract>> = {
  'cli/schemas/account.json': {
    schema: accountSchema,
    parts: { overview: overviewSchema, ...overviewParts },
  },
  'cli/schemas/check.json': { schema: checkSchema },
  'cli/schemas/deployment.json': { schema: deploymentSchema },
  'cli/schemas/conformance.json': { schema: conformanceSchema },
  'cli/schemas/doctor.json': { schema: reportSchema },
  'cli/schemas/overview.json': { schema: overviewSchema, parts: overviewParts },
  'lib/core/message/message.schema.json': { schema: messageSchema, parts: messageParts },
};

/** JSON Schemas that are derived from our own, as paths from the project's folder. */
export const JSON_SCHEMAS: readonly string[] = Object.keys(CONTRACTS);

/** Such a file, as draft 7 has it. */
export function jsonSchema(path: string): string {
  const contract = CONTRACTS[path];
  if (!contract) throw new Error(`${path} is derived from no schema`);
  const { $schema, title, description, $defs, ...schema } = toJsonSchema(contract.schema, {
    definitions: contract.parts,
    overrideRef: ({ referenceId }) => `#/definitions/${referenceId}`,
  });
  const written = { $schema, title, description, ...schema, definitions: $defs };
  return `${JSON.stringify(written, null, 2)}\n`;
}
