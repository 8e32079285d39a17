import { readFile, writeFile } from 'node:fs/promises';
import { PAGES, writePage } from './docs/pages.ts';

/** Writes the generated parts of the documentation. A test compares them with the code. */
for (const path of PAGES) {
  const before = await readFile(path, 'utf8');
  const after = await writePage(path, before);
  if (after === before) continue;
  await writeFile(path, after);
  console.log(`wrote ${path}`);
}
