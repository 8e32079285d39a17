import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { parseOutput } from './support/schema.ts';
import { hideImagesOf, useTwoRegions } from './support/use-two-regions.ts';

const stage = useTwoRegions();

describe('status --regions --json', () => {
  test('keeps to its schema, and has of each region what status prints of that alone', async () => {
    hideImagesOf(stage, 'eu-west-3');
    const { exit, out } = await stage.cli(['status', '--json', '--regions', 'us-east-1,eu-west-3']);
    const { version, regions, skipped } = parseOutput('account', out);
    expect([exit, version, skipped]).toEqual([1, '1', []]);
    const alone = await stage.cli(['status', '--json']);
    expect(regions).toEqual([
      { region: HOME, overview: parseOutput('overview', alone.out) },
      { region: 'eu-west-3', error: expect.stringContaining('AccessDeniedException') },
    ]);
  });

  test('has the same form for a single region', async () => {
    const { out } = await stage.cli(['status', '--json', '--regions', HOME]);
    expect(parseOutput('account', out).regions).toHaveLength(1);
  });
});

test('status --regions --html writes one page with what needs attention before the regions', async () => {
  stage.sim.world.createImage('eu-west-1', { name: 'wrong', tags: { 'copy:to': 'europe' } });
  hideImagesOf(stage, 'eu-west-3');
  const { exit, out } = await stage.cli([
    'status',
    '--html',
    '-',
    '--regions',
    'us-east-1,eu-west-1,eu-west-3',
  ]);
  expect(exit).toBe(1);
  const places = [
    'id="attention"',
    'RULE',
    'id="sources"',
    'cad to eu-west-2',
    'office to eu-west-3',
  ];
  expect(places.map((text) => out.indexOf(text)).toSorted((a, b) => a - b)).toEqual(
    places.map((text) => out.indexOf(text)),
  );
  expect(out.indexOf('id="attention"')).toBeGreaterThan(0);
  expect(out).toMatch(/RULE<\/b> of <bdi>wrong<\/bdi> <small>source region <bdi>eu-west-1</);
  expect(out).toMatch(/UNREAD<\/b> source region <bdi>eu-west-3</);
});
