/* Packages the stack for tests, each set of parameters once. */

import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll } from '@jest/globals';
import { readTemplate, type Template } from '../../sim/stack/template.ts';
import { type Artifacts, packageStack as package_ } from '../../stack/package.ts';

export interface Packaged extends Artifacts {
  readonly template: Template;
}

/** Milliseconds to grant to a packaging on a busy machine; an idle one takes about three seconds. */
export const PACKAGING_TIME = 60_000;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** Packages the stack with these parameters; the files are gone after the test file. */
export async function packageStack(
  parameters: Readonly<Record<string, string>>,
): Promise<Packaged> {
  const artifacts = await package_(parameters);
  folders.push(artifacts.folder);
  return withTemplate(artifacts);
}

/** The stack as it is packaged by default, once for all test files of a run: who comes first does it, others wait. */
export async function packagedStack(): Promise<Packaged> {
  const shared = process.env.TEST_RUN_FOLDER ?? '';
  const result = join(shared, 'artifacts.json');
  while (!existsSync(result)) {
    const isFirst = await mkdir(join(shared, 'packaging')).then(
      () => true,
      () => false,
    );
    if (isFirst) await packageInto(result);
    else await setTimeout(100);
  }
  return withTemplate(JSON.parse(await readFile(result, 'utf8')));
}

async function packageInto(result: string): Promise<void> {
  await writeFile(`${result}.part`, JSON.stringify(await package_()));
  await rename(`${result}.part`, result);
}

async function withTemplate(artifacts: Artifacts): Promise<Packaged> {
  return { ...artifacts, template: await readTemplate(artifacts.templatePath) };
}
