import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { inThread } from '../faults/search/thread.ts';
import { ROLLOUT_BREAKS } from './breaks.ts';

let judged: readonly (readonly string[])[];
beforeAll(async () => {
  judged = await inThread(new URL('./break-worker.ts', import.meta.url), undefined);
}, 300_000);

describe.each([...ROLLOUT_BREAKS.entries()])('break %i of the rollout', (number, each) => {
  test(`to ${each.what}, is a change of ${each.file} as it is`, () => {
    expect(readFileSync(each.file, 'utf8').split(each.from)).toHaveLength(2);
  });

  test(`to ${each.what}, is noticed: ${each.noticed}`, () => {
    expect(judged[number]?.join('\n')).toContain(each.noticed);
  });
});
