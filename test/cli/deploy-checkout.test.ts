import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestSources, SOURCES } from '../../cli/deploy/sources.ts';
import { templateWith, useDeployment, ZIP } from './support/use-deployment.ts';

const stage = useDeployment();
let checkout = '';
let release = '';
const write = (path: string, content: string | Buffer) => writeFile(join(checkout, path), content);

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'checkout-'));
  release = join(checkout, 'release');
  const folders = ['handlers', 'lib', 'lib/core', 'stack', 'release'];
  for (const folder of folders) await mkdir(join(checkout, folder));
  await write('package-lock.json', '{}');
  await write('serverless.yml', 'service: replicator');
  await write('lib/core/rule.ts', 'export const LIMIT = 1;');
  await write('release/template.json', JSON.stringify(templateWith()));
  await write('release/function.zip', ZIP);
});
afterEach(() => rm(checkout, { recursive: true }));

describe('in a checkout', () => {
  test('the release that was made of its sources is deployed', async () => {
    await write(join('release', SOURCES), await digestSources(checkout));
    await write('CHANGELOG.md', 'New.');
    expect((await stage.deploy([], { release })).exit).toBe(0);
    expect(stage.stack.state?.status).toBe('CREATE_COMPLETE');
  });

  test.each([
    ['lib/core/rule.ts', 'export const LIMIT = 2;'],
    ['stack/topics.yml', 'Resources:'],
    ['package-lock.json', '{ }'],
  ])('a release that was made before %s changed is refused', async (path, content) => {
    await write(join('release', SOURCES), await digestSources(checkout));
    await write(path, content);
    const { exit, out, err } = await stage.deploy([], { release });
    expect([exit, out, err]).toEqual([
      1,
      '',
      `error: the release in ${release} is not made of these sources; run 'npm run release'\n`,
    ]);
  });

  test('a release that does not say what it was made of is refused', async () => {
    expect((await stage.deploy([], { release })).err).toContain("run 'npm run release'");
  });
});
