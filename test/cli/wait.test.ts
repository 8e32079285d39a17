import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { parseOutput } from './support/schema.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();

const image = (name: string, to: string) =>
  stage.sim.world.createImage(HOME, { name, tags: { 'replicate:to': to } });
const outcomes = () => stage.inbox().map(({ message }) => message.outcome);

describe('--wait', () => {
  const wait = ['--wait', '--interval', '60'];

  test('follows what the deployed function does, to the end', async () => {
    stage.deploy();
    image('cad', 'eu-west-1 ap-southeast-2');
    const { exit, out, err } = await stage.cli(['run', ...wait]);
    expect(exit).toBe(0);
    expect(out).toContain('2 destinations: 2 available.');
    expect(err).toBe(
      ['COPYING', 'COPYING', 'AVAILABLE, after 40 min', 'AVAILABLE, after 40 min']
        .map((state, n) => {
          const at = n < 2 ? '2026-11-23T08:00:00Z' : '2026-11-23T08:40:00Z';
          return `${at}  cad to ${n % 2 === 0 ? 'eu-west-1' : 'ap-southeast-2'}: ${state}\n`;
        })
        .join(''),
    );
    expect(outcomes()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  test('does everything itself where there is no watch', async () => {
    image('cad', 'eu-west-1');
    const { exit } = await stage.cli(['run', '--no-announce', ...wait]);
    expect(exit).toBe(0);
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
    expect(outcomes()).toEqual([]);
  });

  test('does what the deployed function leaves undone', async () => {
    stage.deploy();
    image('cad', 'eu-west-1');
    const minute = () => {
      stage.clock.advance(1);
      return true;
    };
    const { exit } = await stage.cli(['run', ...wait], { wait: minute });
    expect(exit).toBe(0);
    expect(outcomes()).toEqual(['SUCCEEDED']);
  });

  test('waits for an image that is still being built', async () => {
    stage.sim.world.createImage(HOME, {
      name: 'cad',
      tags: { 'replicate:to': 'eu-west-1' },
      buildMinutes: 30,
    });
    expect((await stage.cli(['run', 'cad', '--no-announce', ...wait])).exit).toBe(0);
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
  });

  test('exits with 3 when one of several fails', async () => {
    stage.deploy();
    stage.sim.world.createImage('eu-west-1', { name: 'cad' });
    image('cad', 'eu-west-1 eu-west-2');
    const { exit, out } = await stage.cli(['run', ...wait]);
    expect(exit).toBe(3);
    expect(out).toContain('2 destinations: 1 available, 1 failed.');
  });

  test('continues after single failed calls', async () => {
    image('cad', 'eu-west-1');
    let minutes = 0;
    const minute = () => {
      stage.clock.advance(1);
      minutes += 1;
      if (minutes === 2)
        stage.sim.fault({
          operation: 'DescribeImages',
          effect: { error: 'AccessDeniedException' },
        });
      return true;
    };
    const { exit, err } = await stage.cli(['run', '--no-announce', ...wait], { wait: minute });
    expect(exit).toBe(0);
    expect(err).toContain('note: AccessDeniedException');
  });

  test('gives up when one check after the other fails', async () => {
    image('cad', 'eu-west-1');
    const minute = () => {
      stage.clock.advance(1);
      stage.sim.fault({
        operation: 'DescribeImages',
        region: HOME,
        effect: { error: 'AccessDeniedException', message: 'not any more' },
      });
      return true;
    };
    const { exit, err } = await stage.cli(['run', '--no-announce', ...wait], { wait: minute });
    expect(exit).toBe(1);
    expect(err).toContain(
      'error: AccessDeniedException: you may not call appstream:DescribeImages in us-east-1; AWS says: not any more\n',
    );
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stopped by %s says what is in flight, and exits with %i', async (signal, code) => {
    stage.deploy();
    image('cad', 'eu-west-1');
    const { exit, out } = await stage.cli(['run', ...wait], { wait: () => false, signal });
    expect(exit).toBe(code);
    expect(out).toContain('1 in flight.');
  });

  test('ends well when nobody reads on, since the deployed function does', async () => {
    stage.deploy();
    image('cad', 'eu-west-1');
    const { exit } = await stage.cli(['run', ...wait], { wait: () => false });
    expect(exit).toBe(0);
  });

  test('refreshes a terminal in place, and leaves the last state there', async () => {
    image('cad', 'eu-west-1');
    const { out, err } = await stage.cli(['run', '--no-announce', ...wait], { tty: true });
    expect(out).toContain('COPYING');
    expect(out.slice(out.lastIndexOf('IMAGE'))).toContain('AVAILABLE');
    expect(err).not.toContain('COPYING');
  });

  test('prints one JSON document at the end with --json', async () => {
    image('cad', 'eu-west-1');
    const { out } = await stage.cli(['run', '--no-announce', '--json', ...wait], { tty: true });
    const { images } = parseOutput('overview', out);
    expect(images[0]?.destinations[0]?.state).toBe('AVAILABLE');
  });
});
