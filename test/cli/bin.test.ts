import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import project from '../../package.json' with { type: 'json' };
import { HOME } from '../support/stage.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const BIN = project.bin['appstream-image-replicator'];

const stage = useCliStage();

interface Ended {
  readonly code: number | string | undefined | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Arguments of Node with which it says to be another version. */
function pretending(version: string): string[] {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
  return ['--import', `data:text/javascript,${pretend}`];
}

/** @param output where a shell leads the standard output */
function start(
  args: readonly string[],
  nodeArgs: readonly string[] = [],
  output = '',
  bin = BIN,
): Promise<Ended> {
  const command = `"$@" ${output}`;
  const run = (env: NodeJS.ProcessEnv) =>
    new Promise<Ended>((resolve) => {
      execFile(
        'sh',
        ['-c', command, 'sh', process.execPath, ...nodeArgs, bin, ...args],
        { env },
        (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr }),
      );
    });
  return stage.aws.served((variables) => run({ ...process.env, ...variables, AWS_REGION: HOME }));
}

describe('the installed command', () => {
  test('says its version', async () => {
    expect(await start(['--version'])).toEqual({
      code: 0,
      stdout: `${project.version}\n`,
      stderr: '',
    });
  });

  test('runs against AWS as the environment has it, and exits with its code', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    const { code, stdout, stderr } = await start(['plan', '--detailed-exitcode']);
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout).toContain('there is no replica yet');
  });

  test('completes commands, options and regions in a shell', async () => {
    const complete = async (...words: readonly string[]) =>
      (await start(['complete', '--', ...words])).stdout;
    expect((await start(['completion', 'bash'])).stdout).toContain(
      'appstream-image-replicator complete --',
    );
    expect(await complete('st')).toMatch(/^status\t/);
    expect(await complete('status', '--reg')).toMatch(/^--regions\t.*\n--region\t/);
    expect(await complete('status', '--region', 'eu-west')).toMatch(/^eu-west-1\t/);
    expect(await complete('retry', 'cad', 'eu-west')).toMatch(/^eu-west-1\t/);
    expect(await complete('conformance', '--to', 'eu-west')).toMatch(/^eu-west-1\t/);
    expect(await complete('status', '--regions', 'al')).toMatch(/^all\t/);
    for (const words of [['--regions', 'us-east-1,us-e'], ['--regions=us-east-1,us-e']]) {
      expect(await complete('status', ...words)).toMatch(/^us-east-1,us-east-2\t\n:\d+\n$/);
    }
    expect(await complete('status', '--regions', 'us-east-1,a')).not.toContain('all');
  });

  test('fails in one line', async () => {
    const { code, stdout, stderr } = await start(['status', 'nope']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe('error: there are no images in us-east-1\n');
  });

  test.each(['18.20.0', '22.1.0'])('says what it needs on Node %s', async (version) => {
    const { code, stderr } = await start(['status'], pretending(version));
    expect(code).toBe(1);
    expect(stderr).toContain('error: appstream-image-replicator needs Node.js 24 or newer');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    [
      '20.9.0',
      1,
      'error: appstream-image-replicator needs Node.js 20.12 or newer; this is v20.9.0',
    ],
    ['20.12.0', 0, ''],
    ['22.1.0', 0, ''],
  ])('of the npm package takes or refuses Node %s', async (version, code, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'package-'));
    mkdirSync(join(folder, 'cli'));
    mkdirSync(join(folder, 'dist'));
    cpSync(BIN, join(folder, 'cli/bin.mjs'));
    writeFileSync(join(folder, 'dist/cli.mjs'), 'export function runProcess() {}');
    const ended = await start([], pretending(version), '', join(folder, 'cli/bin.mjs'));
    rmSync(folder, { recursive: true });
    expect([ended.code, ended.stderr.split('. ')[0]]).toEqual([code, message]);
  });

  const full = existsSync('/dev/full') ? test : test.skip;
  full('says that its output cannot be written', async () => {
    const { code, stderr } = await start(['--help'], [], '> /dev/full');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: the output cannot be written: ENOSPC/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('is quiet when nobody reads on, and ends a watch then', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    const watch = ['status', '--watch', '--json', '--interval', '1'];
    expect(await start(watch, [], '| head -c 1')).toEqual({ code: 0, stdout: '{', stderr: '' });
  });

  test('ends in good order when Ctrl-C stops a watch', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    const args = ['status', '--watch', '--json', '--interval', '1'];
    await stage.aws.served(async (variables) => {
      const env = { ...process.env, ...variables, AWS_REGION: HOME };
      const child = spawn(process.execPath, [BIN, ...args], { env });
      const errors = text(child.stderr);
      const looks = createInterface({ input: child.stdout });
      await once(looks, 'line');
      await once(looks, 'line');
      child.kill('SIGINT');
      const [code] = await once(child, 'exit');
      expect([code, await errors]).toEqual([0, '']);
    });
  });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends a wait for copies with code %i', async (signal, code) => {
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
  await stage.aws.served(async (variables) => {
    const env = { ...process.env, ...variables, AWS_REGION: HOME };
    const args = ['run', '--no-announce', '--wait', '--interval', '1'];
    const child = spawn(process.execPath, [BIN, ...args], { env });
    const output = text(child.stdout);
    const notes = createInterface({ input: child.stderr });
    await once(notes, 'line');
    stage.sim.fault({ operation: 'DescribeImages', effect: { error: 'AccessDeniedException' } });
    const [failedLook] = await once(notes, 'line');
    expect(failedLook).toContain('trying again in 1 s');
    child.kill(signal);
    expect([...(await once(child, 'exit')), await output]).toEqual([
      code,
      null,
      expect.stringContaining('1 in flight.'),
    ]);
  });
});

test('nothing of the command line reaches the function', async () => {
  const { metafile } = await build({
    entryPoints: ['handlers/replicate.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
  });
  const foreign = Object.keys(metafile.inputs).filter((path) =>
    /^cli\/|commander|cli-table3|log-update|shell-quote|client-(cloudformation|cloudtrail|iam|service-quotas|sts)\//.test(
      path,
    ),
  );
  expect(foreign).toEqual([]);
});
