import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packagedStack } from '../support/packaged.ts';

const DEMO = join(import.meta.dirname, '../../demo/main.ts');
const OTHERWISE = join(import.meta.dirname, 'otherwise.ts');

/** Runs a script with its output piped, whatever colours the tests run in, and with this folder for temporary files. */
function runScript(script: string, args: readonly string[], folder = tmpdir()) {
  const { promise, resolve } = Promise.withResolvers<Run>();
  const env = { ...process.env, TMPDIR: folder, FORCE_COLOR: undefined };
  const child = execFile(process.execPath, [script, ...args], { env }, (_, stdout, stderr) =>
    resolve({ exitCode: child.exitCode, stdout, stderr }),
  );
  return promise;
}

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const lastLine = ({ stdout }: Run) => stdout.trimEnd().split('\n').at(-1);

describe('the demo in a pipe', () => {
  let folder: string;
  let log: string;
  let leftBehind: readonly string[];
  let demo: Run;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
    demo = await runScript(DEMO, ['--log', join(folder, 'log')], folder);
    leftBehind = await readdir(folder);
    log = await readFile(join(folder, 'log'), 'utf8');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('ends with exit code 0 and PASSED, and writes nothing to the standard error', () => {
    expect(demo).toMatchObject({ exitCode: 0, stderr: '' });
    expect(lastLine(demo)).toBe('PASSED');
  });

  test.each([
    ['that time is simulated', 'Every time shown is simulated.'],
    ['a new image that is being built', '08:00  cad-2026-11 to eu-west-1: WAITING, SourceNotReady'],
    ['its copies, once it is AVAILABLE', '08:20  cad-2026-11 to eu-west-1: COPYING'],
    [
      'a replica with a name of its own',
      '09:35  cad-2026-11 to ap-southeast-2 as cad-apac: AVAILABLE, after 75 min',
    ],
    ['a copy that waits for the quota', '08:30  lab-2026-11 to eu-west-1: WAITING, CopyQuota'],
    ['the same copy when there is room', '08:54  lab-2026-11 to eu-west-1: COPYING'],
    ['a copy that fails', '08:45  cad-2026-11 to eu-central-1: WAITING, CopyFailed'],
    ['the next attempt', '08:56  cad-2026-11 to eu-central-1: COPYING, attempt 2'],
    ['its end', '09:21  cad-2026-11 to eu-central-1: AVAILABLE, attempt 2, after 61 min'],
    [
      'an image that cannot be copied',
      '08:15  legacy-2016 to eu-central-1: FAILED, IncompatibleImageException',
    ],
    ['a message', '08:54  message: SUCCEEDED: gis-2026-11 to eu-west-1'],
    ['the fleets of status', '\nFLEET   REGION          IMAGE        STATE'],
    ['the matrix of status', '\nIMAGE        ap-southeast-2  eu-central-1  eu-west-1\n'],
    ['a fleet that moves', '09:00  message: ROLLED_OUT: cad-2026-11 for design in eu-west-1'],
    ['a fleet that waits for its window', 'WindowClosed'],
    ['an old replica that is to be deleted', 'message: RETIRING: cad-2026-10 in eu-west-1'],
    ['a message as a queue receives it', '"outcome": "SUCCEEDED"'],
    ['an e-mail', '\nWHAT TO DO\n'],
    ['what to do next', 'docs/getting-started.md'],
  ])('shows %s', (_, line) => {
    expect(demo.stdout).toContain(line);
  });

  test('fits 80 columns, without escape sequences', () => {
    const widest = Math.max(...demo.stdout.split('\n').map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(80);
    expect(demo.stdout).not.toContain('\u001b');
  });

  test('keeps the logs of the functions out of its output, and in the file that is asked for', () => {
    expect(demo.stdout).not.toContain('"level"');
    const lines = log.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: 'WARN', image: 'legacy-2016' }),
    );
  });

  test('leaves no file behind', () => {
    expect(leftBehind).toEqual(['log']);
  });
});

test('the demo ends with exit code 3, what is wrong and FAILED when a story ends otherwise than it should', async () => {
  await packagedStack();
  const demo = await runScript(OTHERWISE, []);
  expect(demo.exitCode).toBe(3);
  expect(demo.stdout.replaceAll('\n', ' ')).toContain(
    'WRONG  not expected: legacy-2016 to eu-central-1 as legacy-2016: FAILED IncompatibleImageException',
  );
  expect(lastLine(demo)).toBe('FAILED: see what is WRONG above');
});

test('npm run demo -- --help lists the options', async () => {
  const { exitCode, stdout } = await runScript(DEMO, ['--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Usage: npm run demo.*--fast.*--log/s);
});

test('npm run demo refuses an option that it does not know, with exit code 1', async () => {
  const { exitCode, stdout, stderr } = await runScript(DEMO, ['--fats']);
  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/unknown option '--fats'.*--fast.*npm run demo -- --help/s);
});
