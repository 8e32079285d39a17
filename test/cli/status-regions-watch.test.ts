import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { deployIn, refuseIn } from './support/deploy-in.ts';
import { parseOutput } from './support/schema.ts';
import { BOTH, useTwoRegions } from './support/use-two-regions.ts';

const stage = useTwoRegions();

describe('status --regions --watch', () => {
  test('looks for the stack again in a region that did not say whether it has it', async () => {
    refuseIn(stage, 'ap-south-1', 'AccessDenied');
    const wait = () => {
      deployIn(stage, { [HOME]: {} });
      looks += 1;
      return looks < 2;
    };
    let looks = 0;
    const { out } = await stage.cli(['status', '--regions', 'all', '--watch', '--json'], { wait });
    const regions = out
      .trim()
      .split('\n')
      .map((line) => parseOutput('account', line).regions.map(({ region }) => region));
    expect(regions).toEqual([[HOME, 'eu-west-1', 'ap-south-1'], [HOME]]);
  });

  test('reads a region again that could not be read before', async () => {
    stage.sim.fault({
      operation: 'DescribeImages',
      region: 'eu-west-1',
      effect: { error: 'AccessDeniedException' },
    });
    let looks = 0;
    const wait = () => {
      looks += 1;
      return looks < 2;
    };
    const { exit, out } = await stage.cli([...BOTH, '--watch', '--json'], { wait });
    const kinds = out
      .trim()
      .split('\n')
      .map((line) => Object.keys(parseOutput('account', line).regions[1] ?? {}));
    expect([exit, kinds]).toEqual([
      0,
      [
        ['region', 'error'],
        ['region', 'overview'],
      ],
    ]);
  });

  test('keeps a line on every region in a terminal that is too low for their sections', async () => {
    for (let i = 10; i < 30; i += 1) {
      stage.sim.world.createImage(HOME, {
        name: `cad-${i}`,
        tags: { 'replicate:to': 'eu-west-2' },
      });
    }
    const { out } = await stage.cli([...BOTH, '--watch'], {
      tty: true,
      rows: 24,
      env: { NO_COLOR: '1' },
      wait: () => false,
    });
    expect(out).toContain('us-east-1  21 PENDING\neu-west-1  1 COPYING\n');
    expect(out).toMatch(/… \d+ more lines: make the window higher/);
  });
});
