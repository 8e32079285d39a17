/* Removes the shared files of a run of the test suite. */

import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** After all tests of a run: removes what its test files shared. */
export default async function tearDown() {
  const shared = process.env.TEST_RUN_FOLDER ?? '';
  const artifacts = join(shared, 'artifacts.json');
  if (existsSync(artifacts)) {
    const { folder }: { folder: string } = JSON.parse(await readFile(artifacts, 'utf8'));
    await rm(folder, { recursive: true });
  }
  await rm(shared, { recursive: true });
}
