import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Judged } from '../faults/breaks/judge.ts';
import { inThread } from '../faults/search/thread.ts';
import { RETENTION_BREAKS } from './breaks.ts';

let judged: readonly Judged[];
beforeAll(async () => {
  judged = await inThread(new URL('./break-worker.ts', import.meta.url), undefined);
}, 300_000);

describe.each(RETENTION_BREAKS)('to $what', ({ what, file, from, noticed }) => {
  test(`is a change of ${file} as it is`, () => {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
  });

  test(`is noticed: ${noticed}`, () => {
    const { whole, broken } = judged.find((each) => each.what === what) ?? {};
    expect(whole).toEqual([]);
    expect(broken?.join('\n')).toContain(noticed);
  });
});
