import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import project from '../../package.json' with { type: 'json' };
import { useCliStage } from '../cli/support/use-cli-stage.ts';
import { HOME } from '../support/stage.ts';

const run = promisify(execFile);
const stage = useCliStage();

/** An empty folder, into which somebody installs the package. */
const folder = mkdtempSync(join(tmpdir(), 'package-'));
const installed = join(folder, 'node_modules', project.name);

/** The Node of this machine, often an older one: the first on the path that is not the one which the project installs. */
const machinesNode = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((directory) => !directory.includes('node_modules'))
  .map((directory) => join(directory, 'node'))
  .find((path) => existsSync(path));

beforeAll(async () => {
  await run('npm', ['pack', '--pack-destination', folder]);
  const tarball = join(folder, `${project.name}-${project.version}.tgz`);
  // Offline: a package with dependencies could not be installed.
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the installed command. */
const start = (node: string, ...args: readonly string[]) =>
  stage.aws.served(async (variables) => {
    const env = { PATH: process.env.PATH, HOME: folder, AWS_REGION: HOME, ...variables };
    const command = join(installed, project.bin['appstream-image-replicator']);
    const ended = run(node, [command, ...args], { env, cwd: folder });
    return ended.catch((error: { stdout: string; stderr: string }) => error);
  });

const nodes: (readonly [string, string])[] = [['the project', process.execPath]];
if (machinesNode !== undefined) nodes.push(['the machine', machinesNode]);

test.each(nodes)('the package makes a run on the Node of %s', async (_, node) => {
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
  const { stderr } = await start(node, 'run', '--no-announce');
  expect(stderr).not.toContain('TypeError');
  expect(stage.sim.world.image('eu-west-1', 'cad')?.state).toBe('COPYING');
});

describe('the package, installed into an empty folder,', () => {
  const node = machinesNode ?? process.execPath;

  test('says its version', async () => {
    expect(await start(node, '--version')).toMatchObject({
      stdout: `${project.version}\n`,
      stderr: '',
    });
  });

  test('shows a plan, and writes the page', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    const plan = await start(node, 'plan');
    expect(plan.stdout).toContain('there is no replica yet');
    expect(plan.stderr).toBe('');
    await start(node, 'status', '--html', 'page.html');
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain('--available');
  });

  test('brings the release along that it deploys', async () => {
    const { stderr } = await start(node, 'deploy', '--param', 'mail=ann@example.com');
    expect(stderr).toBe("error: the stack has no parameter 'mail'; the nearest is 'email'\n");
  });

  test('explains what is missing', async () => {
    const { stderr } = await start(node, 'status', 'nope');
    expect(stderr).toMatch(/^error: there are no images in us-east-1$/m);
  });
});

test('the package has its command under its own name, and nothing else to install', () => {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  expect(Object.keys(manifest.bin)).toEqual([manifest.name]);
  expect(manifest.dependencies).toBeUndefined();
  expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(
    [manifest.name],
  );
});

test('the package has the JSON schemas of what it prints, and no source', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  expect(files).toEqual(
    expect.arrayContaining([
      'cli/schemas/check.json',
      'cli/schemas/deployment.json',
      'cli/schemas/doctor.json',
      'cli/schemas/overview.json',
      'lib/core/message/message.schema.json',
      'CHANGELOG.md',
      'release/function.zip',
      'release/template.json',
    ]),
  );
  expect(files.filter((file) => file.endsWith('.ts'))).toEqual([]);
});
