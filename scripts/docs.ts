import { readFile, writeFile } from 'node:fs/promises';
import { PAGES, writePage } from './docs/pages.ts';

/** Writes the parts of the documentation that the code knows best. A test compares, so run this when it says so. */
for (const path of PAGES) {
  const before = await readFile(path, 'utf8');
  const after = await writePage(path, before);
  if (after === before) continue;
  await writeFile(path, after);
  console.log(`wrote ${path}`);
}
