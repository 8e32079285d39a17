import { rm } from 'node:fs/promises';
import { afterAll } from '@jest/globals';
import { readTemplate, type Template } from '../../sim/stack/template.ts';
import { packageStack as package_ } from '../../stack/package.ts';

export interface Packaged {
  readonly template: Template;
  readonly templatePath: string;
  readonly bundlePath: string;
  readonly zipEntries: readonly string[];
}

/** Milliseconds to grant to a packaging on a busy machine; an idle one takes about three seconds. */
export const PACKAGING_TIME = 60_000;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** Packages the stack with these parameters; the files are gone after the test file. */
export async function packageStack(
  parameters: Readonly<Record<string, string>> = {},
): Promise<Packaged> {
  const { folder, templatePath, bundlePath, zipEntries } = await package_(parameters);
  folders.push(folder);
  return { template: await readTemplate(templatePath), templatePath, bundlePath, zipEntries };
}
