import { expect, test } from '@jest/globals';
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
