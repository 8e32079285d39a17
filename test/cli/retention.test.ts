import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { EU, replicateThree, retag } from '../retention/family.ts';
import { HOME } from '../support/stage.ts';
import { makeHealthy } from './support/healthy.ts';
import { parseOutput } from './support/schema.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();
const ON = { Retention: 'true' };
beforeEach(async () => {
  await replicateThree(stage);
  stage.deploy(ON);
});
/** The time of a notice that was given just now, as people read it. */
const dayAhead = () =>
  stage.sim.world.image(EU, 'cad-1')?.tags['replicate:retire-at']?.slice(0, 16).replace('T', ' ');

describe('plan', () => {
  test('shows which replicas would get notice, before anything is tagged', async () => {
    const { exit, out } = await stage.cli(['plan', '--detailed-exitcode']);
    expect(exit).toBe(2);
    expect(out).toBe(`\
IMAGE  TO         ACTION       WHY
cad-1  eu-west-1  give notice  the family keeps 1, and it is number 3
cad-2  eu-west-1  give notice  the family keeps 1, and it is number 2

A run would do nothing.
The retention function would take 2 steps. Nothing was changed.
`);
  });

  test('says what would be retired where the stack does not allow it, and that the rules ask for it in vain', async () => {
    stage.deploy();
    const { out } = await stage.cli(['plan'], { columns: 200 });
    expect(out).toContain("'replicate:keep' has no effect");
    expect(out).toContain(
      "With the stack's parameter retention, these would get notice: cad-1 in eu-west-1, cad-2 in eu-west-1.",
    );
    expect(out).not.toContain('give notice');
  });

  test('waits while a notice runs, and has nothing to do', async () => {
    await stage.retire();
    const { exit, out } = await stage.cli(['plan', '--detailed-exitcode']);
    expect(exit).toBe(0);
    expect(out).toContain('wait    its day of notice is not over');
  });

  test('says who keeps a replica of an image that is named', async () => {
    stage.sim.world.createFleet(EU, { name: 'desks', imageName: 'cad-1' });
    const { out } = await stage.cli(['plan', 'cad-1'], { columns: 200 });
    expect(out).toContain('the fleet desks uses it');
    expect(out).not.toContain('cad-2');
  });

  test('says which region cannot be seen', async () => {
    stage.sim.fault({ operation: 'DescribeFleets', effect: { error: 'AccessDeniedException' } });
    const { out } = await stage.cli(['plan'], { columns: 200 });
    expect(out).toMatch(/-\s+eu-west-1\s+read region\s+AccessDeniedException/);
  });

  test('makes no call about fleets while no rule names a family', async () => {
    stage.set();
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': EU } });
    await stage.cli(['plan']);
    expect(stage.sim.calls.map(({ operation }) => operation)).not.toContain('DescribeFleets');
  });
});

describe('status', () => {
  test('shows which replicas will be deleted, and when', async () => {
    await stage.retire();
    const { out } = await stage.cli(['status'], { columns: 120 });
    expect(out).toContain('retiring');
    expect(out).toContain(
      `cad-1 in eu-west-1 will be deleted after ${dayAhead()} UTC, unless you keep it.`,
    );
  });

  test('says of a notice that somebody has come to use the replica, or that retention is off', async () => {
    await stage.retire();
    stage.sim.world.createFleet(EU, { name: 'desks', imageName: 'cad-1' });
    const used = await stage.cli(['status'], { columns: 120 });
    expect(used.out).toContain('cad-1 in eu-west-1 stays: the fleet desks uses it.');
    stage.deploy();
    const off = await stage.cli(['status'], { columns: 120 });
    expect(off.out).toMatch(/cad-2 in eu-west-1 was to be deleted after .* retention is off\./);
  });

  test('has it in its JSON', async () => {
    await stage.retire();
    const { retention, images } = parseOutput(
      'overview',
      (await stage.cli(['status', '--json'])).out,
    );
    expect(retention).toMatchObject({ on: true, unread: [] });
    expect(retention?.replicas).toContainEqual({
      region: EU,
      name: 'cad-1',
      image: 'cad-1',
      family: 'cad',
      retireAt: expect.any(String),
      next: { do: 'wait', reason: 'its day of notice is not over' },
    });
    expect(images[0]?.destinations[0]).toHaveProperty('retireAt');
    expect(images[2]?.destinations[0]).not.toHaveProperty('retireAt');
  });

  test('shows a replica that was retired as such', async () => {
    await stage.retire();
    stage.clock.advance(25 * 60);
    await stage.retire();
    expect((await stage.cli(['status'])).out).toContain('RETIRED');
  });

  test('has a section on its page, and the time in the cell', async () => {
    await stage.retire();
    const path = join(tmpdir(), `retention-${process.pid}.html`);
    await stage.cli(['status', '--html', path]);
    const page = await readFile(path, 'utf8');
    expect(page).toContain('Old replicas (2)');
    expect(page).toContain(`will be deleted after ${dayAhead()} UTC`);
    expect(page).toContain('<dt>Deleted</dt>');
  });
});

test('check finds the parameter that is in the way of the number to keep', async () => {
  expect((await stage.cli(['check', '--image', 'cad-3'])).exit).toBe(0);
  stage.deploy();
  const { exit, out } = await stage.cli(['check', '--image', 'cad-3']);
  expect(exit).toBe(2);
  expect(out).toContain("'replicate:keep' has no effect");
});

describe('doctor', () => {
  const line = async () => {
    const { out } = await stage.cli(['doctor', '--json']);
    return parseOutput('doctor', out).lines.find(({ check }) => check === 'retention');
  };
  beforeEach(() => makeHealthy(stage));

  test('says what each family keeps', async () => {
    stage.deploy(ON);
    expect(await line()).toEqual({ check: 'retention', state: 'ok', detail: 'on; cad keeps 1' });
    retag(stage, HOME, 'cad-3', { 'replicate:keep': undefined });
    expect(await line()).toMatchObject({ detail: 'on; cad keeps all' });
  });

  test('says which rules ask for what the stack does not allow', async () => {
    expect(await line()).toMatchObject({
      state: 'todo',
      detail: 'off, and rules ask for it: cad-1, cad-3',
      advice: expect.stringContaining('--param retention=true'),
    });
  });

  test('checks the rule that starts the function', async () => {
    stage.deploy(ON);
    const { lines } = parseOutput('doctor', (await stage.cli(['doctor', '--json'])).out);
    expect(lines).toContainEqual(
      expect.objectContaining({
        check: 'rule: retention',
        state: 'todo',
        detail: 'the stack has no RetireSweepRule',
      }),
    );
  });
});
