/* Reads the template that `serverless package` writes. */

import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

const resource = v.object({
  Type: v.string(),
  Condition: v.optional(v.string()),
  DeletionPolicy: v.optional(v.string()),
  UpdateReplacePolicy: v.optional(v.string()),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
});

const template = v.object({
  Parameters: v.record(v.string(), v.looseObject({ Default: v.string() })),
  Conditions: v.record(v.string(), v.unknown()),
  Resources: v.record(v.string(), resource),
  Outputs: v.record(v.string(), v.object({ Value: v.unknown() })),
});

/** The CloudFormation template that `serverless package` makes, as far as anything here looks at it. */
export type Template = v.InferOutput<typeof template>;

/** @throws when the file is not such a template. */
export async function readTemplate(path: string): Promise<Template> {
  return v.parse(template, JSON.parse(await readFile(path, 'utf8')));
}
