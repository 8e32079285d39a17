import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';

const Part = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string() })) });

/** How many resources of a type a file of the stack declares. */
export async function countResources(file: string, type: string): Promise<number> {
  const yaml = await readFile(new URL(`../../stack/${file}.yml`, import.meta.url), 'utf8');
  const { Resources } = Part.parse(parse(yaml, { logLevel: 'silent' }));
  return Object.values(Resources).filter(({ Type }) => Type === type).length;
}
