import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { EU, follow, imageOf, replicate, retag, statusOf } from '../rollout/fleets.ts';
import { HOME } from '../support/stage.ts';
import { parseOutput } from './support/schema.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();
const ON = { Rollout: 'true' };
beforeEach(async () => {
  await replicate(stage, 'cad-1');
  await replicate(stage, 'cad-2');
  follow(stage, HOME, 'cad-2');
  follow(stage, EU, 'cad-1', { 'replicate:window': '22:00-23:00' });
  stage.deploy(ON);
});

describe('status', () => {
  test('shows each fleet with its image, since when, and why it has no other', async () => {
    await stage.rollOut();
    stage.clock.advance(180);
    const { exit, out } = await stage.cli(['status'], { columns: 140 });
    expect(exit).toBe(0);
    expect(out).toContain(`\
FLEET   REGION     IMAGE  STATE           WHY
design  us-east-1  cad-2  FOLLOWING, 3 h
design  eu-west-1  cad-1  WAITING, 3 h    WindowClosed: its window is closed and cad-2 is next; opens 2026-11-23 22:00 UTC`);
  });

  test('shows fleets as JSON', async () => {
    await stage.rollOut();
    const { out } = await stage.cli(['status', '--json']);
    const { rollout } = parseOutput('overview', out);
    expect(rollout).toMatchObject({
      on: true,
      fleets: [
        { region: HOME, follows: 'cad', image: 'cad-2', target: 'cad-2', state: 'FOLLOWING' },
        {
          region: EU,
          image: 'cad-1',
          target: 'cad-2',
          state: 'WAITING',
          opensAt: '2026-11-23T22:00:00Z',
          reason: { code: 'WindowClosed' },
          next: { do: 'wait' },
        },
      ],
    });
  });

  test('says what to do about a fleet that failed', async () => {
    retag(stage, EU, { 'replicate:window': 'at night' });
    await stage.rollOut();
    const { out } = await stage.cli(['status'], { columns: 120 });
    expect(out).toContain("InvalidFleetTags: replicate:window: 'at night' is not a");
    expect(out).toContain('FAILED fleet design in eu-west-1');
    expect(out).toContain('--tag-keys replicate:window');
    const { out: page } = await stage.cli(['status', '--html', '-']);
    expect(page).toContain('Needs attention (1)</h2>');
    expect(page).toMatch(
      /FAILED<\/b><\/span> fleet <bdi>design<\/bdi> in <bdi>eu-west-1<\/bdi><\/h3>/,
    );
    const { out: both } = await stage.cli(['status', '--regions', 'us-east-1,sa-east-1']);
    expect(both).toContain('us-east-1  1 fleet FAILED, ');
  });

  test('has a section on the page', async () => {
    const file = join(tmpdir(), `rollout-${process.pid}.html`);
    await stage.rollOut();
    await stage.cli(['status', '--html', file]);
    const page = await readFile(file, 'utf8');
    expect(page).toContain('<h2 id="fleets">Fleets (2)</h2>');
    expect(page).toContain('opens 2026-11-23 22:00 UTC');
  });

  test('says which region cannot be seen', async () => {
    stage.sim.fault({
      operation: 'DescribeFleets',
      region: EU,
      times: Number.POSITIVE_INFINITY,
      effect: { error: 'AccessDeniedException' },
    });
    const { out } = await stage.cli(['status'], { columns: 120 });
    expect(out).toContain('Fleets in eu-west-1 cannot be seen: AccessDeniedException');
  });
});

describe('plan', () => {
  test('shows which fleets would move, before any has a status', async () => {
    retag(stage, EU, { 'replicate:window': undefined });
    const { exit, out } = await stage.cli(['plan', '--detailed-exitcode'], { columns: 120 });
    expect(exit).toBe(2);
    expect(out).toContain(
      'fleet design  eu-west-1  update fleet  cad-2 is the image that the fleet is to use',
    );
    expect(statusOf(stage, EU)).toBeUndefined();
  });

  test('says what would move where the stack does not allow it', async () => {
    retag(stage, EU, { 'replicate:window': undefined });
    stage.deploy();
    const { out } = await stage.cli(['plan'], { columns: 200 });
    expect(out).toContain(
      "With the stack's parameter rollout, these fleets would move: design in eu-west-1 to cad-2.",
    );
    expect(out).not.toContain('update fleet');
  });
});

describe('run and retry', () => {
  test('run --fleets moves fleets', async () => {
    retag(stage, EU, { 'replicate:window': undefined });
    await expect(stage.cli(['run', '--no-announce'])).resolves.toMatchObject({ exit: 0 });
    expect(imageOf(stage, EU)).toBe('cad-1');
    const { exit, err } = await stage.cli(['run', '--no-announce', '--fleets']);
    expect({ exit, err }).toMatchObject({
      exit: 0,
      err: expect.stringContaining('1 fleet updated'),
    });
    expect(imageOf(stage, EU)).toBe('cad-2');
  });

  test('retry --fleet says so when AWS is too busy to read the tags of an image', async () => {
    stage.sim.fault({ operation: 'UpdateFleet', effect: { error: 'IncompatibleImageException' } });
    retag(stage, EU, { 'replicate:window': undefined });
    await stage.rollOut();
    stage.sim.fault({
      operation: 'ListTagsForResource',
      times: Number.POSITIVE_INFINITY,
      match: (input) => JSON.stringify(input).includes(`${HOME}:`),
      effect: { error: 'InternalServerError', status: 500 },
    });
    const { exit, err } = await stage.cli(['retry', 'design', EU, '--fleet', '--no-announce']);
    expect({ exit, err }).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/the tags of cad-\d could not be read/),
    });
  });

  test('run --fleets with rollout off is refused before anything is copied', async () => {
    stage.deploy();
    stage.sim.world.createImage(HOME, { name: 'cad-3', tags: { 'replicate:to': EU } });
    const { exit, err } = await stage.cli(['run', '--no-announce', '--fleets']);
    expect([exit, err]).toEqual([
      1,
      'error: the stack updates no fleets: its parameter rollout is off\n',
    ]);
    expect(stage.word('cad-3', EU)).toBeUndefined();
  });

  test('run IMAGE --fleets moves only fleets that have or are to have the image', async () => {
    retag(stage, EU, { 'replicate:window': undefined });
    await replicate(stage, 'office-1', { 'replicate:family': 'office' });
    await stage.cli(['run', 'office-1', '--no-announce', '--fleets']);
    expect(imageOf(stage, EU)).toBe('cad-1');
    await stage.cli(['run', 'cad-2', '--no-announce', '--fleets']);
    expect(imageOf(stage, EU)).toBe('cad-2');
  });

  test('run --wait --fleets moves no fleet once the user has stopped it', async () => {
    retag(stage, EU, { 'replicate:window': undefined });
    stage.sim.world.createImage(HOME, { name: 'cad-3', tags: { 'replicate:to': EU } });
    const args = ['run', '--no-announce', '--wait', '--fleets'];
    const { exit } = await stage.cli(args, { wait: () => false, signal: 'SIGINT' });
    expect([exit, imageOf(stage, EU)]).toEqual([130, 'cad-1']);
  });

  test('retry --fleet leaves fleets of that name in other regions alone', async () => {
    retag(stage, EU, { 'replicate:window': undefined });
    stage.sim.fault({ operation: 'UpdateFleet', effect: { error: 'IncompatibleImageException' } });
    await stage.rollOut();
    await replicate(stage, 'cad-3');
    await stage.cli(['retry', 'design', EU, '--fleet', '--no-announce']);
    expect([imageOf(stage, EU), imageOf(stage, HOME)]).toEqual(['cad-3', 'cad-2']);
  });

  test.each([
    ['nonsense', "no fleet 'design' in nonsense follows a family"],
    ['eu-west-2', "no fleet 'design' in eu-west-2 follows a family"],
  ])('retry --fleet refuses %s when it is one region of two', async (region, message) => {
    const args = ['retry', 'design', EU, region, '--fleet', '--no-announce'];
    const { exit, err } = await stage.cli(args);
    expect([exit, err]).toEqual([1, `error: ${message}\n`]);
  });

  test.each([[[]], [[EU]]])(
    'retry --fleet %j says which region it cannot read',
    async (regions) => {
      stage.sim.fault({
        operation: 'DescribeFleets',
        region: EU,
        times: Number.POSITIVE_INFINITY,
        effect: { error: 'AccessDeniedException', message: 'not allowed' },
      });
      const args = ['retry', 'design', ...regions, '--fleet', '--no-announce'];
      const { exit, err } = await stage.cli(args);
      expect([exit, err]).toEqual([
        1,
        'error: the fleets in eu-west-1 cannot be read: AccessDeniedException: you may not call appstream:DescribeFleets in eu-west-1; AWS says: not allowed\n',
      ]);
    },
  );

  test.each([['--wait'], ['--json'], ['--interval', '5'], ['--watch-rule', 'watch']])(
    'retry --fleet refuses %s, which does nothing there',
    async (...option) => {
      const { exit, err } = await stage.cli(['retry', 'design', '--fleet', ...option]);
      expect(exit).toBe(1);
      expect(err).toMatch(/^error: option '--fleet' cannot be used with option '--/);
    },
  );

  test('retry --fleet starts a failed fleet again, and names what is none', async () => {
    retag(stage, EU, { 'replicate:window': undefined });
    stage.sim.fault({ operation: 'UpdateFleet', effect: { error: 'IncompatibleImageException' } });
    await stage.rollOut();
    expect(statusOf(stage, EU)).toMatch(/^FAILED/);
    const { exit, err } = await stage.cli(['retry', 'design', EU, '--fleet', '--no-announce']);
    expect({ exit, err }).toMatchObject({
      exit: 0,
      err: expect.stringContaining(`Started again: fleet design in ${EU}`),
    });
    expect(imageOf(stage, EU)).toBe('cad-2');
    await expect(stage.cli(['retry', 'design', '--fleet', '--no-announce'])).resolves.toMatchObject(
      {
        err: expect.stringContaining('Nothing to start again'),
      },
    );
    await expect(stage.cli(['retry', 'desing', '--fleet', '--no-announce'])).resolves.toMatchObject(
      {
        exit: 1,
        err: expect.stringContaining("no fleet 'desing' follows a family"),
      },
    );
  });
});
