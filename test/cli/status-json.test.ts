import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { parseOutput } from './support/schema.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();

const image = (name: string, to: string) =>
  stage.sim.world.createImage(HOME, { name, tags: { 'replicate:to': to } });

describe('--json', () => {
  test('keeps to its schema for images of every kind, and fails for one that cannot be read', async () => {
    stage.sim.world.createImage('eu-west-1', { name: 'taken' });
    image('done', 'eu-west-2');
    await stage.look('done');
    await stage.settle();
    image('taken', 'eu-west-1');
    image('wrong', 'europe');
    await stage.look('taken');
    stage.sim.world.createImage(HOME, { name: 'plain' });
    image('unread', 'eu-west-1');
    stage.sim.fault({
      operation: 'ListTagsForResource',
      match: (input) => JSON.stringify(input).includes('unread'),
      effect: { error: 'AccessDeniedException', message: 'no' },
    });
    const { exit, out } = await stage.cli(['status', '--json']);
    const { images } = parseOutput('overview', out);
    expect(exit).toBe(1);
    expect(images.map(({ name, kind }) => [name, kind])).toEqual([
      ['done', 'replicated'],
      ['plain', 'ignored'],
      ['taken', 'replicated'],
      ['unread', 'unread'],
      ['wrong', 'replicated'],
    ]);
    expect(images[0]?.destinations[0]).toMatchObject({
      region: 'eu-west-2',
      state: 'AVAILABLE',
      secondsTaken: 2400,
    });
    expect(images[2]?.destinations[0]?.reason?.code).toBe('NameTaken');
    expect(images[4]?.rule?.problems).toHaveLength(1);
  });
});

describe('--watch', () => {
  test('refreshes the matrix until it is stopped', async () => {
    image('cad', 'eu-west-1');
    await stage.look('cad');
    let looks = 0;
    const wait = async (seconds: number) => {
      expect(seconds).toBe(7);
      await stage.settle();
      looks += 1;
      return looks < 3;
    };
    const watched = await stage.cli(['status', '--watch', '--json', '--interval', '7'], { wait });
    const states = watched.out
      .trim()
      .split('\n')
      .map((line) => parseOutput('overview', line).images[0]?.destinations[0]?.state);
    expect([watched.exit, states]).toEqual([0, ['COPYING', 'AVAILABLE', 'AVAILABLE']]);
  });

  test('continues after a check that failed', async () => {
    image('cad', 'eu-west-1');
    let looks = 0;
    const wait = () => {
      looks += 1;
      if (looks === 1)
        stage.sim.fault({
          operation: 'DescribeImages',
          effect: { error: 'AccessDeniedException' },
        });
      return looks < 3;
    };
    const { exit, out, err } = await stage.cli(['status', '--watch'], { wait });
    expect(exit).toBe(0);
    expect(err).toContain('AccessDeniedException');
    expect(out.split('PENDING')).toHaveLength(3);
  });

  test('refreshes a terminal in place', async () => {
    image('cad', 'eu-west-1');
    await stage.look('cad');
    let looks = 0;
    const wait = async () => {
      await stage.settle();
      looks += 1;
      return looks < 2;
    };
    const { out } = await stage.cli(['status', '--watch'], { tty: true, wait });
    expect(out).toContain('AVAILABLE');
    // Once the heading is drawn, only the lines that change are.
    expect(out.split('IMAGE')).toHaveLength(2);
  });
});
