import { expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useDoctor } from './support/use-doctor.ts';

const { stage, examine } = useDoctor();

test('an account in which all is there', async () => {
  const { exit, out } = await stage.cli(['doctor']);
  expect([exit, out]).toEqual([
    0,
    `\
ok       credentials         arn:aws:iam::123456789012:user/ada
ok       stack               appstream-image-replicator in us-east-1,
                             UPDATE_COMPLETE
ok       rule: new images    appstream-image-replicator-images is ENABLED
ok       rule: changed tags  appstream-image-replicator-tags is ENABLED
ok       rule: sweep         appstream-image-replicator-sweep is ENABLED
ok       rule: watch         watch is DISABLED
ok       trail               audit logs the events that us-east-1 needs
ok       subscriptions       1 confirmed
ok       permissions         the function's role may make its calls
ok       sets of regions     none
ok       allowed regions     all
ok       retention           off, and no rule asks for it
ok       eu-west-1           can be reached
ok       eu-west-1: quotas   0 of 10 images, 1 more needed; 2 copies at once

No problems found.
`,
  ]);
});

test('a stack that allows the regions which the rules name', async () => {
  stage.deploy({ AllowedRegions: 'eu-west-1,ap-southeast-2' });
  const { exit, lines } = await examine();
  expect(exit).toBe(0);
  expect(lines).toContainEqual({
    check: 'allowed regions',
    state: 'ok',
    detail: 'eu-west-1, ap-southeast-2',
  });
});

test('a stack that does not allow regions which rules name: which they are, on which images, and what to do', async () => {
  stage.deploy({ AllowedRegions: 'eu-west-1' });
  stage.sim.world.createImage(HOME, { name: 'cam', tags: { 'replicate:to': 'sa-east-1' } });
  stage.sim.world.createImage(HOME, {
    name: 'office',
    tags: { 'replicate:to': 'sa-east-1 eu-west-1 eu-west-2' },
  });
  const { exit, lines } = await examine();
  expect(exit).toBe(2);
  expect(lines).toContainEqual({
    check: 'allowed regions',
    state: 'todo',
    detail: 'eu-west-1; rules name others: sa-east-1 (cam, office), eu-west-2 (office)',
    advice:
      'Take them out of the rules. If images may go there:\nnpx appstream-image-replicator deploy --region us-east-1 --param "allowedRegions=eu-west-1 sa-east-1 eu-west-2"',
  });
  expect(lines.map(({ check }) => check)).not.toContain('eu-west-2');
});

test('a stack with sets: how many regions each has, or what is wrong with them', async () => {
  const of = async (RuleSets: string) => {
    stage.deploy({ RuleSets, AllowedRegions: 'eu-west-1 eu-central-1 ap-southeast-2' });
    const { lines } = await examine();
    return lines.find(({ check }) => check === 'sets of regions');
  };
  expect(await of('standard: eu-west-1 eu-central-1=cad-de; apac: ap-southeast-2')).toEqual({
    check: 'sets of regions',
    state: 'ok',
    detail: 'standard (2 regions), apac (1 region)',
  });
  expect(await of('a: eu-west-1 eu-west-3; b: us-east-1; c: @a; d:')).toEqual({
    check: 'sets of regions',
    state: 'todo',
    detail: expect.stringMatching(
      /^@a: eu-west-3 is not among .*; @b: us-east-1 is not among .*; @c: '@a' is not a region; .*; @d has no regions; /,
    ),
    advice: expect.stringContaining('--param "ruleSets=SETS"'),
  });
  expect(await of('eu-west-1')).toMatchObject({
    state: 'todo',
    detail: expect.stringContaining("'eu-west-1' is not a set"),
    advice: expect.stringContaining('the function does not run'),
  });
});

test('changes nothing', async () => {
  stage.sim.calls.length = 0;
  await examine();
  expect(stage.sim.calls.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['DescribeImages', 'DescribeRule']),
  );
  expect(stage.sim.calls.filter(({ operation }) => !/^(Describe|List)/.test(operation))).toEqual(
    [],
  );
});

test('lists the images of a destination region once', async () => {
  stage.sim.calls.length = 0;
  await examine();
  const there = stage.sim.calls.filter(({ region }) => region === 'eu-west-1');
  expect(there.map(({ operation }) => operation)).toEqual(['DescribeImages']);
});
