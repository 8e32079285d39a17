/* `npm run release`: makes the folder `release` from the code and the changelog. */

import { readFile, rm } from 'node:fs/promises';
import { digestSources } from '../cli/deploy/sources.ts';
import { packageStack } from '../stack/package.ts';
import { writeRelease } from './release/folder.ts';

// Before anything is packaged: what changes meanwhile makes the release a stale one.
const sources = await digestSources('.');
const { folder, templatePath } = await packageStack();
try {
  await writeRelease('release', templatePath, await readFile('CHANGELOG.md', 'utf8'), sources);
} finally {
  await rm(folder, { recursive: true });
}
console.log('wrote release/');
