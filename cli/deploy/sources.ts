/* Whether a release was made of the sources that are there now. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** File of a release with the digest of what it was made of. */
export const SOURCES = 'SOURCES';

const FOLDERS = ['handlers', 'lib', 'stack'];
const FILES = ['package-lock.json', 'serverless.yml'];

/** Whether a folder has the sources: the npm package has none. */
export function isCheckout(folder: string): boolean {
  return existsSync(join(folder, 'serverless.yml'));
}

/** A digest of everything in a checkout that a release is made of. */
export async function digestSources(checkout: string): Promise<string> {
  const inFolders = FOLDERS.map(async (folder) => {
    const names = await readdir(join(checkout, folder), { recursive: true });
    return names
      .filter((name) => /\.(cjs|json|ts|yml)$/.test(name))
      .map((name) => join(folder, name));
  });
  const paths = [...FILES, ...(await Promise.all(inFolders)).flat()].toSorted();
  const digest = createHash('sha256');
  for (const path of paths) {
    digest.update(`${path}\n`).update(await readFile(join(checkout, path)));
  }
  return digest.digest('hex');
}
