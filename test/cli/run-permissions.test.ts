import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();

const image = (name: string, to: string) =>
  stage.sim.world.createImage(HOME, { name, tags: { 'replicate:to': to } });
const writes = () =>
  stage.sim.calls.filter(({ operation }) => !/^(Describe|List)/.test(operation)).length;
const outcomes = () => stage.inbox().map(({ message }) => message.outcome);

/** From now on IAM refuses the operation, until {@link Simulator.clearFaults}. */
const deny = (operation: string, region?: string) =>
  stage.sim.fault({
    operation,
    region,
    times: Number.POSITIVE_INFINITY,
    effect: { error: 'AccessDeniedException', message: 'ada is not authorized to do this' },
  });

describe('a run by somebody who may not do all that the deployed function may', () => {
  beforeEach(() => stage.deploy());

  test('names the call that is refused, announces nothing, gives nothing up, and leaves it to the function', async () => {
    image('cad', 'eu-west-1 ap-southeast-2');
    image('office', 'eu-west-1');
    deny('CopyImage');
    const { exit, out, err } = await stage.cli(['run']);
    expect(exit).toBe(1);
    const refused =
      'AccessDeniedException: you may not call appstream:CopyImage in us-east-1; AWS says: ada is not authorized to do this';
    expect(err.split('\n')).toEqual([
      `error: cad to eu-west-1: ${refused}`,
      `error: office to eu-west-1: ${refused}`,
      `error: cad to ap-southeast-2: ${refused}`,
      'note: what you may not do (appstream:CopyImage) was not done and is not announced; the deployed function continues',
      '',
    ]);
    expect(out).toContain('3 destinations: 0 available, 3 in flight.');
    expect(outcomes()).toEqual([]);
    const words = () => [
      stage.word('cad', 'eu-west-1'),
      stage.word('cad', 'ap-southeast-2'),
      stage.word('office', 'eu-west-1'),
    ];
    expect(words()).toEqual(['WAITING', 'WAITING', 'WAITING']);

    stage.sim.clearFaults();
    await stage.settle();
    expect(words()).toEqual(['AVAILABLE', 'AVAILABLE', 'AVAILABLE']);
    expect(outcomes()).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
  });

  test('never announces a failure for calls that IAM denies, however often it runs', async () => {
    image('cad', 'eu-west-1');
    deny('CopyImage');
    for (let runs = 0; runs < 5; runs += 1) {
      expect((await stage.cli(['run', 'cad'])).exit).toBe(1);
      stage.clock.advance(30);
    }
    expect(stage.word('cad', 'eu-west-1')).toBe('WAITING');
    expect(outcomes()).toEqual([]);
  });

  test('does what it may: the rest is copied', async () => {
    image('cad', 'eu-west-1 eu-west-2');
    stage.sim.fault({
      operation: 'CopyImage',
      match: (input) => JSON.stringify(input).includes('eu-west-2'),
      effect: { error: 'AccessDeniedException' },
    });
    expect((await stage.cli(['run'])).exit).toBe(1);
    expect(stage.word('cad', 'eu-west-1')).toBe('COPYING');
    expect(stage.word('cad', 'eu-west-2')).toBe('WAITING');
  });

  test('who may not list the images of a destination writes nothing about it', async () => {
    image('cad', 'eu-west-1');
    deny('DescribeImages', 'eu-west-1');
    const { exit, err } = await stage.cli(['run']);
    expect(exit).toBe(1);
    expect(err).toContain('you may not call appstream:DescribeImages in eu-west-1');
    expect([stage.word('cad', 'eu-west-1'), outcomes(), writes()]).toEqual([undefined, [], 0]);
  });

  test('who may not tag the image copies nothing', async () => {
    image('cad', 'eu-west-1');
    deny('TagResource');
    const { exit, err } = await stage.cli(['run']);
    expect(exit).toBe(1);
    expect(err).toContain('you may not call appstream:TagResource in us-east-1');
    expect([stage.sim.world.images('eu-west-1'), outcomes()]).toEqual([[], []]);
  });

  test('who may not tag the replica leaves its end to the function', async () => {
    image('cad', 'eu-west-1');
    await stage.cli(['run']);
    stage.clock.advance(40);
    deny('TagResource', 'eu-west-1');
    const { exit, err } = await stage.cli(['run']);
    expect(exit).toBe(1);
    expect(err).toContain('you may not call appstream:TagResource in eu-west-1');
    expect([stage.word('cad', 'eu-west-1'), outcomes()]).toEqual(['COPYING', []]);
    stage.sim.clearFaults();
    await stage.settle();
    expect(outcomes()).toEqual(['SUCCEEDED']);
  });

  test('says that the user may not turn on the watch, and that the copies have started', async () => {
    image('cad', 'eu-west-1');
    deny('EnableRule');
    const { exit, err } = await stage.cli(['run']);
    expect(exit).toBe(1);
    expect(err).toContain('you may not call events:EnableRule in us-east-1');
    expect(stage.word('cad', 'eu-west-1')).toBe('COPYING');
  });

  test('does not say that a function continues where none is known', async () => {
    stage.aws.answers.set('DescribeStacks', () => ({ Stacks: [] }));
    image('cad', 'eu-west-1');
    deny('CopyImage');
    const { exit, err } = await stage.cli(['run', '--no-announce']);
    expect(exit).toBe(1);
    expect(err).toContain(
      'is not announced; ask somebody with the permission, or deploy the stack\n',
    );
  });
});
