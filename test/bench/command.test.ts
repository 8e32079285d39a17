import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Results } from '../../bench/results.ts';
import { SECTION_NAMES } from '../../bench/sections.ts';

/** Milliseconds to grant on a busy machine; an idle one takes less than a minute. */
const MEASURING_TIME = 300_000;

async function bench(...args: string[]) {
  const options = { maxBuffer: 2 ** 26 };
  return promisify(execFile)(process.execPath, ['bench/main.ts', ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe('npm run bench', () => {
  test(
    'measures everything quickly, and tells its progress apart from its results',
    async () => {
      const { code, stdout, stderr } = await bench(
        '--quick',
        '--json',
        '--only',
        SECTION_NAMES.join(','),
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('done') });
      const results: Results = JSON.parse(stdout);
      expect(results).toMatchObject({ quick: true, versions: { node: process.versions.node } });
      expect(results.sections).toHaveLength(SECTION_NAMES.length);
      const measured = results.sections.flatMap(({ goals }) => goals.map((goal) => goal.measured));
      expect(measured.filter((value) => !(value >= 0))).toEqual([]);
    },
    MEASURING_TIME,
  );

  test('explains itself', async () => {
    const { code, stdout } = await bench('--help');
    expect(code).toBe(0);
    for (const name of [...SECTION_NAMES, '--quick', '--json']) expect(stdout).toContain(name);
  });

  test.each([
    ['an option that it does not have', ['--slow'], '--slow'],
    ['a section that it does not have', ['--only', 'calls,luck'], 'luck'],
  ])('refuses %s, and says how it is used', async (_, args, named) => {
    const { code, stderr, stdout } = await bench(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(named);
    expect(stderr).toContain('Usage:');
  });
});
