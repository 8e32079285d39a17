import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Section } from '../../bench/section.ts';

/** Milliseconds to grant on a busy machine; an idle one takes half a minute. */
const MEASURING_TIME = 300_000;

async function bench(...args: string[]) {
  return promisify(execFile)(process.execPath, ['bench/main.ts', ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe('npm run bench', () => {
  test(
    'measures everything, reports progress apart from results, and fails when a goal is missed',
    async () => {
      const { code, stdout, stderr } = await bench('--quick', '--json');
      expect(stderr).toMatch(/ s {2}done\n$/);
      const sections: Section[] = JSON.parse(stdout).sections;
      expect(sections.map(({ title }) => title)).toEqual([
        ...['Calls', 'Makespan', 'Scale of one run', 'Cold start'],
      ]);
      const goals = sections.flatMap((section) => section.goals);
      expect(goals.filter(({ measured }) => !(measured > 0))).toEqual([]);
      expect(code).toBe(goals.every(({ isMet }) => isMet) ? 0 : 1);
    },
    MEASURING_TIME,
  );

  test(
    'prints the goals and tables of the sections that are asked for, and meets the goals that do not depend on the machine',
    async () => {
      const { code, stdout } = await bench('calls', 'makespan', '--quick');
      expect(stdout).toMatch(/^## Calls\n.*\n## Makespan\n/s);
      expect(stdout).toMatch(/calls per replicated image.*\| *1\.3 \| .*\| pass *\|/);
      expect(stdout).toContain('4 of 4 goals are met.');
      expect(code).toBe(0);
    },
    MEASURING_TIME,
  );

  test('says with --help which sections and options there are', async () => {
    const { code, stdout } = await bench('--help');
    expect(code).toBe(0);
    for (const word of ['calls', 'makespan', 'scale', 'cold-start', '--quick', '--json'])
      expect(stdout).toContain(word);
  });

  test.each([
    ['an option that it does not have', ['--slow'], '--slow'],
    ['a section that it does not have', ['calls', 'luck'], 'luck'],
  ])('refuses %s, and says how it is used', async (_, args, named) => {
    const { code, stderr, stdout } = await bench(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(named);
    expect(stderr).toContain('Usage: npm run bench -- [options] [section...]');
  });
});
