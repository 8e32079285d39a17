import { expect, test } from '@jest/globals';
import { report, verdict } from '../../bench/report.ts';
import { goal, type Section } from '../../bench/section.ts';

const SECTION: Section = {
  title: 'Calls',
  goals: [
    goal('few calls', 1.3, 1.2, 1.3),
    goal('no calls', 0, 0, 1),
    goal('a call', 1, Number.NaN),
  ],
  tables: [{ caption: 'All calls', columns: ['', 'calls'], rows: [['in all', 1234.5]] }],
};

test('a goal is met when the largest of what was measured is not above its limit', () => {
  expect(SECTION.goals.map(({ isMet }) => isMet)).toEqual([true, false, false]);
});

test('a report has the goals of a section with pass or fail, and its tables', () => {
  expect(report(SECTION)).toBe(`## Calls

| goal      | at most | measured |          |
| --------- | ------: | -------: | -------- |
| few calls |     1.3 |      1.3 | pass     |
| no calls  |       0 |        1 | **fail** |
| a call    |       1 |      NaN | **fail** |

All calls:

|        |   calls |
| ------ | ------: |
| in all | 1,234.5 |`);
});

test('the conclusion counts the goals that are met and names the others', () => {
  expect(verdict([SECTION])).toBe('1 of 3 goals are met.\nMissed: no calls.\nMissed: a call.');
});
