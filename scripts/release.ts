/* `npm run release`: makes the folder `release` from the code and the changelog. */

import { readFile, rm } from 'node:fs/promises';
import { packageStack } from '../stack/package.ts';
import { writeRelease } from './release/folder.ts';

const { folder, templatePath } = await packageStack();
try {
  await writeRelease('release', templatePath, await readFile('CHANGELOG.md', 'utf8'));
} finally {
  await rm(folder, { recursive: true });
}
console.log('wrote release/');
