import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { inThread } from '../faults/search/thread.ts';
import { ROLLOUT_BREAKS } from './breaks.ts';

let judged: readonly (readonly string[])[];
beforeAll(async () => {
  judged = await inThread(new URL('./break-worker.ts', import.meta.url), undefined);
}, 300_000);

describe.each(ROLLOUT_BREAKS)('to $what', ({ what, file, from, noticed }) => {
  test(`is a change of ${file} as it is`, () => {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
  });

  test(`is noticed: ${noticed}`, () => {
    const violations = judged[ROLLOUT_BREAKS.findIndex((each) => each.what === what)];
    expect(violations?.join('\n')).toContain(noticed);
  });
});
