import { readFile } from 'node:fs/promises';
import * as z from 'zod';

const resource = z.object({
  Type: z.string(),
  Condition: z.string().optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

const template = z.object({
  Parameters: z.record(z.string(), z.looseObject({ Default: z.string() })),
  Conditions: z.record(z.string(), z.unknown()),
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })),
});

/** The CloudFormation template that `serverless package` makes, as far as anything here looks at it. */
export type Template = z.infer<typeof template>;

/** @throws when the file is not such a template. */
export async function readTemplate(path: string): Promise<Template> {
  return template.parse(JSON.parse(await readFile(path, 'utf8')));
}
