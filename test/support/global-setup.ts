/* Prepares a run of the test suite. */

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before all tests of a run: says how long all of them take, and prepares its processes and the folder that its test files share. */
export default async function setUp({ nonFlagArgs }: { nonFlagArgs: readonly string[] }) {
  if (nonFlagArgs.length === 0)
    process.stderr.write('All tests take about two and a half minutes on two processors.\n');
  process.execArgv.push(`--import=${new URL('./keep-settings.js', import.meta.url)}`);
  process.env.TEST_RUN_FOLDER = await mkdtemp(join(tmpdir(), 'appstream-image-replicator-tests-'));
  // Of what the tests start as processes of their own, each module is compiled once.
  process.env.NODE_COMPILE_CACHE = join(process.env.TEST_RUN_FOLDER, 'compiled');
}
