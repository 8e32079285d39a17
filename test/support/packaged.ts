import { readFile, rm } from 'node:fs/promises';
import { afterAll } from '@jest/globals';
import * as z from 'zod';
import { packageStack as package_ } from '../../scripts/package.ts';

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

/** The CloudFormation template that `serverless package` makes, as far as the tests look at it. */
export type Template = z.infer<typeof template>;

export interface Packaged {
  readonly template: Template;
  readonly templatePath: string;
  readonly bundlePath: string;
  readonly zipEntries: readonly string[];
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** Packages the stack with these parameters, in about three seconds; the files are gone after the test file. */
export async function packageStack(
  parameters: Readonly<Record<string, string>> = {},
): Promise<Packaged> {
  const { folder, templatePath, bundlePath, zipEntries } = await package_(parameters);
  folders.push(folder);
  const text = await readFile(templatePath, 'utf8');
  return { template: template.parse(JSON.parse(text)), templatePath, bundlePath, zipEntries };
}
