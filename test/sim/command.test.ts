import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import {
  AppStreamClient,
  DescribeFleetsCommand,
  DescribeImageBuildersCommand,
  DescribeImagePermissionsCommand,
  DescribeImagesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-appstream';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createProgram } from '../../sim/flags.ts';
import { start } from './harness.ts';

const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function simulator(...args: string[]) {
  const child = spawn(process.execPath, ['sim/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

/** The address that the command prints on the stream, once it does. */
async function address(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error('The command ended without an address');
}

function client(endpoint: string, region: string) {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  return new AppStreamClient({ endpoint, region, maxAttempts: 1, credentials });
}

async function output(...args: string[]) {
  const child = simulator(...args);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exitCode, stdout, stderr };
}

describe('npm run sim', () => {
  test('serves images of every kind', async () => {
    const url = await address(simulator('--port', '0').stdout);
    const here = client(url, 'us-east-1');
    const { Images = [] } = await here.send(new DescribeImagesCommand({}));
    expect(new Set(Images.map((image) => image.Visibility))).toEqual(
      new Set(['PRIVATE', 'SHARED', 'PUBLIC']),
    );
    const there = await client(url, 'eu-west-1').send(new DescribeImagesCommand({}));
    expect(there.Images?.map((image) => image.State).sort()).toEqual([
      'AVAILABLE',
      'AVAILABLE',
      'COPYING',
      'FAILED',
    ]);
    const ResourceArn = Images.find((image) => image.Name === 'cad-2026-11')?.Arn;
    const { Tags } = await here.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toMatchObject({ 'replicate:to': 'eu-west-1 ap-southeast-2=cad-apac' });
  });

  test('serves fleets, an image builder, and an image that is shared', async () => {
    const url = await address(simulator('--port', '0').stdout);
    const here = client(url, 'us-east-1');
    const { Fleets } = await here.send(new DescribeFleetsCommand({}));
    expect(Fleets).toMatchObject([
      { Name: 'design', ImageName: 'cad-2026-10', State: 'RUNNING' },
      { Name: 'office', ImageName: 'office-2026-11', FleetType: 'ALWAYS_ON' },
    ]);
    const there = await client(url, 'eu-west-1').send(new DescribeFleetsCommand({}));
    expect(there.Fleets).toMatchObject([{ Name: 'design', State: 'STOPPED' }]);
    const { ImageBuilders } = await here.send(new DescribeImageBuildersCommand({}));
    expect(ImageBuilders).toMatchObject([{ Name: 'builder' }]);
    const shared = await here.send(new DescribeImagePermissionsCommand({ Name: 'office-2026-11' }));
    expect(shared.SharedImagePermissionsList).toHaveLength(1);
  });

  test('prints events, and nothing else, on the standard output with --events', async () => {
    const child = simulator('--port', '0', '--events');
    const url = await address(child.stderr);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ResourceArn = 'arn:aws:appstream:us-east-1:123456789012:image/untagged';
    await client(url, 'us-east-1').send(new TagResourceCommand({ ResourceArn, Tags: { a: 'b' } }));
    const { value } = await lines.next();
    expect(JSON.parse(String(value))).toMatchObject({
      source: 'aws.appstream',
      detail: { eventName: 'TagResource', requestParameters: { resourceArn: ResourceArn } },
    });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it cleanly, open connections or not',
    async (signal) => {
      const child = simulator('--port', '0');
      const url = await address(child.stdout);
      await client(url, 'us-east-1').send(new DescribeImagesCommand({}));
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );

  test('a port in use is said so, with exit code 1', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    const { exitCode, stdout, stderr } = await output('--port', port);
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `Port ${port} is in use. Choose another with --port N, or a free one with --port 0.\n`,
    );
  });

  test('--help explains the options', async () => {
    const { exitCode, stdout } = await output('--help');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/--port <n>.*--speed <n>.*--events/s);
  });

  test('a wrong option is refused with exit code 1, and where to find the options', async () => {
    const { exitCode, stdout, stderr } = await output('--port', '65536');
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^error: option '--port <n>' argument '65536' is invalid\. .*npm run sim -- --help/s,
    );
  });
});

/** Reads options without ending the process for those that are wrong. */
function readFlags(args: readonly string[]) {
  const program = createProgram()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  return program.parse(args, { from: 'user' }).opts();
}

describe('its options', () => {
  test.each([
    [[], { port: 4577, speed: 60 }],
    [['--port', '0', '--speed', '0.5', '--events'], { port: 0, speed: 0.5, events: true }],
  ])('%j are understood', (args, flags) => {
    expect(readFlags(args)).toEqual(flags);
  });

  test.each([
    [['--port', '65536'], 'It must be a whole number from 0'],
    [['--port', 'x'], 'It must be a whole number from 0'],
    [['--speed', '0'], 'It must be a number above 0'],
    [['--speed=-1'], 'It must be a number above 0'],
    [['--prot', '1'], "unknown option '--prot'"],
    [['extra'], 'too many arguments'],
  ])('%j are refused', (args, problem) => {
    expect(() => readFlags(args)).toThrow(problem);
  });
});
