import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { draw } from '../../bench/plot.ts';
import { goalsOf, picturesOf, report } from '../../bench/report.ts';
import type { Section } from '../../bench/section.ts';

const SECTION: Section = {
  title: 'Calls',
  goals: [
    { what: 'few calls', limit: 1.3, measured: 1.3 },
    { what: 'fewer calls', limit: 1.3, measured: 2.5, note: 'it cannot be' },
    { what: 'no calls', limit: 0, measured: 1 },
  ],
  tables: [{ caption: 'All calls', columns: ['', 'calls'], rows: [['in all', 1234.5]] }],
  plots: [
    {
      name: 'calls',
      title: 'Calls by regions',
      x: { name: 'regions' },
      y: { name: 'calls', log: true },
      lines: [
        {
          name: 'measured',
          points: [
            [1, 15],
            [20, 110],
          ],
        },
        {
          name: 'least',
          isBound: true,
          points: [
            [1, 12],
            [20, 88],
          ],
        },
      ],
    },
  ],
};

describe('a report', () => {
  test('has every table of a section under its title', () => {
    expect(report([SECTION])).toBe(
      ['### Calls', 'All calls:', '| | calls |\n| - | - |\n| in all | 1,234.5 |'].join('\n\n'),
    );
  });

  test('shows plots by their titles', () => {
    expect(picturesOf(SECTION, 'plots')).toBe('![Calls by regions](plots/calls.svg)');
  });

  test('says of every goal whether it is met, and why not where that is known', () => {
    expect(goalsOf([SECTION]).split('\n').slice(2)).toEqual([
      '| few calls | 1.3 | 1.3 | yes |',
      '| fewer calls | 1.3 | 2.5 | no: it cannot be |',
      '| no calls | 0 | 1 | no |',
    ]);
  });
});

test('a plot is an SVG document with its title, axes and lines by name', () => {
  const [plot] = SECTION.plots;
  const svg = plot ? draw(plot) : '';
  expect(svg).toMatch(/^<svg .*<\/svg>$/s);
  for (const text of ['Calls by regions', 'regions', 'calls', 'measured', 'least'])
    expect(svg).toContain(`>${text}<`);
});

test('the results that are kept name no place of the machine', () => {
  const results = readFileSync('bench/results.json', 'utf8');
  expect(results).not.toMatch(/\/(home|root|tmp|work|Users)\//);
});
