import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { parse } from 'yaml';

const Part = v.object({ Resources: v.record(v.string(), v.object({ Type: v.string() })) });

/** How many resources of a type a file of the stack declares. */
export async function countResources(file: string, type: string): Promise<number> {
  const yaml = await readFile(new URL(`../../stack/${file}.yml`, import.meta.url), 'utf8');
  const { Resources } = v.parse(Part, parse(yaml, { logLevel: 'silent' }));
  return Object.values(Resources).filter(({ Type }) => Type === type).length;
}
