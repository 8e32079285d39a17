/* Reads the release that this command line brings along: the template, and the zips of its functions. */

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { UserError } from '../errors.ts';
import { digestSources, isCheckout, SOURCES } from './sources.ts';

const parameter = v.object({
  Type: v.string(),
  Default: v.optional(v.string(), ''),
  Description: v.optional(v.string()),
  AllowedPattern: v.optional(v.string()),
  AllowedValues: v.optional(v.array(v.string())),
  ConstraintDescription: v.optional(v.string()),
  MaxLength: v.optional(v.number()),
  MinValue: v.optional(v.number()),
  MaxValue: v.optional(v.number()),
});
const resource = v.looseObject({
  Properties: v.optional(v.looseObject({ Code: v.optional(v.unknown()) })),
});
const template = v.looseObject({
  Parameters: v.record(v.string(), parameter),
  Resources: v.record(v.string(), resource),
});

/** What the template says of a parameter. */
export type Parameter = v.InferOutput<typeof parameter>;

/** What is deployed. */
export interface Release {
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The zips of the functions, by the path that the template gives as their code. */
  readonly zips: ReadonlyMap<string, Uint8Array>;
  /** The template, with the code of each function where it was uploaded. */
  template(keyOf: (zip: string) => Readonly<Record<'S3Bucket' | 'S3Key', string>>): string;
}

/** Reads the release. @throws UserError when it is not there, or is not made of the sources beside it */
export async function readRelease(folder: string): Promise<Release> {
  const text = await readFile(join(folder, 'template.json'), 'utf8').catch(() => {
    throw new UserError(`there is no release in ${folder}; in a checkout, run 'npm run release'`);
  });
  await refuseStale(folder);
  const read = v.parse(template, JSON.parse(text));
  const zips = new Map<string, Uint8Array>();
  for (const { Properties } of Object.values(read.Resources)) {
    const code = Properties?.Code;
    if (typeof code === 'string') zips.set(code, await readFile(join(folder, code)));
  }
  return { parameters: read.Parameters, zips, template: (placeOf) => placed(text, placeOf) };
}

async function refuseStale(folder: string): Promise<void> {
  const checkout = dirname(folder);
  if (!isCheckout(checkout)) return;
  const madeOf = await readFile(join(folder, SOURCES), 'utf8').catch(() => undefined);
  if (madeOf === (await digestSources(checkout))) return;
  throw new UserError(
    `the release in ${folder} is not made of these sources; run 'npm run release'`,
  );
}

function placed(text: string, placeOf: Parameters<Release['template']>[0]): string {
  return JSON.stringify(
    JSON.parse(text, (key, value: unknown) =>
      key === 'Code' && typeof value === 'string' ? placeOf(value) : value,
    ),
  );
}
