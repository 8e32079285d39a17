import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOVEMBER } from '../../demo/november.ts';
import { run } from '../../demo/run.ts';
import type { Artifacts } from '../../stack/package.ts';

/** A copy of what this run of the test suite has packaged, for the demo to remove. */
async function packaged(): Promise<Artifacts> {
  const shared = join(process.env.TEST_RUN_FOLDER ?? '', 'artifacts.json');
  const artifacts: Artifacts = JSON.parse(await readFile(shared, 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
  await cp(artifacts.folder, folder, { recursive: true });
  return { ...artifacts, folder };
}

// The image of the demo's story that cannot be copied, and the wrong expectation that it can.
const story = {
  ...NOVEMBER,
  beats: NOVEMBER.beats.filter(({ text }) => text.includes('legacy-2016')),
  endings: [{ image: 'legacy-2016', region: 'eu-central-1', copies: 1, tags: {} }],
  fleets: [],
  retiring: [],
};

process.exitCode = await run(story, process.argv.slice(2), packaged);
