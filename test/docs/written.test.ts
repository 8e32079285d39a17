import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { PAGES, writePage } from '../../scripts/docs/pages.ts';
import { JSON_SCHEMAS, jsonSchema } from '../../scripts/docs/schemas.ts';
import { PLAYING_TIME } from '../messages/announced.ts';

test.each(PAGES)(
  'the generated parts of %s are up to date with the code',
  async (path) => {
    const page = readFileSync(path, 'utf8');
    expect(await writePage(path, page)).toBe(page);
  },
  PLAYING_TIME,
);

test.each(JSON_SCHEMAS)('%s is as `npm run docs` derives it', (path) => {
  expect(jsonSchema(path)).toBe(readFileSync(path, 'utf8'));
});

test('writing a page without the markers of a part fails', async () => {
  await expect(writePage('docs/reference/tags.md', '# Tags\n')).rejects.toThrow('problems');
});
