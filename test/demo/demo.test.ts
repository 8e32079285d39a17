import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const DEMO = join(import.meta.dirname, '../../sim/demo/main.ts');
const HOPELESS = join(import.meta.dirname, 'hopeless.ts');
/** For packaging the stack and playing the story, also on a busy machine. */
const PATIENCE = 120_000;

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script with its output piped, whatever colours the tests run in, and with this folder for temporary files. */
function runScript(script: string, args: readonly string[], folder: string): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>();
  const env = { ...process.env, TMPDIR: folder, FORCE_COLOR: undefined };
  const child = execFile(process.execPath, [script, ...args], { env }, (_, stdout, stderr) =>
    resolve({ exitCode: child.exitCode, stdout, stderr }),
  );
  return promise;
}

describe('the demo, piped', () => {
  let folder: string;
  let log: string;
  let leftBehind: readonly string[];
  let told: Run;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
    const logFile = join(folder, 'log');
    told = await runScript(DEMO, ['--log', logFile], folder);
    log = await readFile(logFile, 'utf8');
    leftBehind = await readdir(folder);
  }, PATIENCE);
  afterAll(() => rm(folder, { recursive: true }));

  test('ends well and says nothing on its standard error', () => {
    expect(told).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('says which time is simulated', () => {
    expect(told.stdout).toContain(
      'Every time shown is simulated. It begins at 2026-11-23 08:00 UTC',
    );
  });

  test.each([
    ['a new image that is being built', '08:00  cad-2026-11 to eu-west-1: WAITING SourceNotReady'],
    ['its copies, once it is AVAILABLE', '08:20  cad-2026-11 to eu-west-1: COPYING'],
    ['a replica with a name of its own', 'cad-2026-11 to ap-southeast-2 as cad-apac: AVAILABLE'],
    ['a copy that waits for the quota', '08:30  lab-2026-11 to eu-west-1: WAITING CopyQuota'],
    ['and goes when there is room', '08:54  lab-2026-11 to eu-west-1: COPYING'],
    ['a copy that fails', '08:45  cad-2026-11 to eu-central-1: WAITING CopyFailed'],
    ['that it is made again', '08:56  cad-2026-11 to eu-central-1: COPYING copy 2'],
    ['an image that cannot be copied', 'eu-central-1: FAILED IncompatibleImageException'],
    ['a message as a queue gets it', '"outcome": "SUCCEEDED"'],
    ['that the end was checked', 'ok     the watch is off again'],
    ['that waits were checked', 'ok     6 replications waited: for the image, a copy slot'],
  ])('shows %s', (_, line) => {
    expect(told.stdout).toContain(line);
  });

  test('shows in the log that the next copy is made ten minutes after the first failed, once its replica was deleted', () => {
    const lines = log
      .trim()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line))
      .filter(
        ({ message, image, destinationRegion }) =>
          message === 'outcome' && image === 'cad-2026-11' && destinationRegion === 'eu-central-1',
      );
    const told = lines.map(({ decision, timestamp, status }) =>
      [String(timestamp).slice(11, 16), decision, String(status ?? '').split(' ')[0]]
        .join(' ')
        .trim(),
    );
    expect(told).toEqual([
      '08:00 wait WAITING',
      '08:20 copy COPYING',
      '08:45 remove WAITING',
      '08:55 remove WAITING',
      '08:56 copy COPYING',
      '09:21 finish AVAILABLE',
    ]);
  });

  test('says in its last line that all is right', () => {
    expect(told.stdout.trimEnd().split('\n').at(-1)).toBe('PASSED');
  });

  test('uses no escape sequences', () => {
    expect(told.stdout).not.toContain('\u001b');
  });

  test('keeps the log of the function out of its output, and in the file that is asked for', () => {
    expect(told.stdout).not.toContain('"level"');
    const lines = log.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: 'WARN', image: 'legacy-2016' }),
    );
  });

  test('leaves no file behind', () => {
    expect(leftBehind).toEqual(['log']);
  });
});

describe('the demo, when a copy fails for good', () => {
  test(
    'ends with exit code 1 and the differences, and leaves no file behind',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
      const { exitCode, stdout } = await runScript(HOPELESS, [], folder);
      const leftBehind = await readdir(folder);
      await rm(folder, { recursive: true });
      expect(exitCode).toBe(1);
      expect(stdout).toContain('WRONG  replicas: 4 as expected, 1 not');
      expect(stdout).toContain(
        'cad-2026-11 to eu-central-1: expected AVAILABLE; found FAILED IMAGE_COPY_FAILURE',
      );
      expect(stdout.trimEnd().split('\n').at(-1)).toBe('FAILED: see what is WRONG above');
      expect(leftBehind).toEqual([]);
    },
    PATIENCE,
  );
});

describe('the command line of the demo', () => {
  test('explains itself', async () => {
    const { exitCode, stdout } = await runScript(DEMO, ['--help'], tmpdir());
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage: npm run demo');
  });

  test('refuses an option that it does not know', async () => {
    const { exitCode, stderr } = await runScript(DEMO, ['--slow'], tmpdir());
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Unknown option '--slow'");
  });
});
