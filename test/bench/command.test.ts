import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Section } from '../../bench/section.ts';

/** Milliseconds to grant on a busy machine; an idle one takes less than half a minute. */
const MEASURING_TIME = 300_000;

async function bench(...args: string[]) {
  return promisify(execFile)(process.execPath, ['bench/main.ts', ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe('npm run bench', () => {
  test(
    'measures the sections that are asked for, whose goals do not depend on the machine and are met',
    async () => {
      const { code, stdout, stderr } = await bench('calls', 'makespan', '--quick', '--json');
      expect(stderr).toMatch(/ s {2}done\n$/);
      const sections: Section[] = JSON.parse(stdout).sections;
      expect(sections.map(({ title }) => title)).toEqual(['Calls', 'Makespan']);
      const goals = sections.flatMap((section) => section.goals);
      expect(goals.filter(({ measured }) => !(measured > 0))).toEqual([]);
      expect(goals.filter(({ isMet }) => !isMet)).toEqual([]);
      expect(code).toBe(0);
    },
    MEASURING_TIME,
  );

  test('prints a section as Markdown, with pass or fail of each goal', async () => {
    const { code, stdout } = await bench('calls', '--quick');
    expect(stdout).toMatch(/^## Calls\n.*\| calls per replicated image.*\| *1\.15 \|.*\| pass \|/s);
    expect(stdout).toMatch(/\n3 of 3 goals are met\.\n$/);
    expect(code).toBe(0);
  });

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
