import { expect, test } from '@jest/globals';
import { callsToReplicate, sum } from '../../bench/calls/measure.ts';
import { isMet } from '../../bench/report.ts';
import { measure } from '../../bench/sections.ts';

const MEASURING_TIME = 120_000;

test.each(['calls', 'makespan'] as const)(
  'the goals of %s are met, but for those that say why they cannot be',
  async (name) => {
    const said: string[] = [];
    const sections = await measure([name], { quick: true, say: (line) => said.push(line) });
    const goals = sections.flatMap((section) => section.goals);
    expect(goals.filter((goal) => !isMet(goal) && !goal.note)).toEqual([]);
    expect(goals.filter(isMet)).not.toEqual([]);
    expect(said).not.toEqual([]);
  },
  MEASURING_TIME,
);

test.each([1, 3, 20])(
  'replicating an image to %i regions takes 5 calls for each of them, and 12 besides',
  async (regions) => {
    const calls = await callsToReplicate(regions);
    expect(calls).toMatchObject({ sns: regions, events: 2 });
    expect(sum(calls)).toBe(5 * regions + 12);
  },
);
