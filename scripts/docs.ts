/* `npm run docs`: writes what is derived from the code. */

import { readFile, writeFile } from 'node:fs/promises';
import { PAGES, writePage } from './docs/pages.ts';
import { JSON_SCHEMAS, jsonSchema } from './docs/schemas.ts';

/** Writes what is derived from the code: JSON Schemas, and parts of the pages. A test compares, so run this when it says so. */
for (const path of [...JSON_SCHEMAS, ...PAGES]) {
  const before = await readFile(path, 'utf8');
  const after = JSON_SCHEMAS.includes(path) ? jsonSchema(path) : await writePage(path, before);
  if (after === before) continue;
  await writeFile(path, after);
  console.log(`wrote ${path}`);
}
