import { expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();

/** What a terminal shows in the end: what was drawn since the last time that lines were erased. */
const lastFrame = (out: string) =>
  (out.split('\u001b[J').at(-1) ?? '').replaceAll('\u001b[?2026l', '');

test('on a terminal that is too low, the matrix stays in sight, and what was cut is said', async () => {
  for (let i = 10; i < 40; i += 1) {
    stage.sim.world.createImage(HOME, { name: `cad-${i}`, tags: { 'replicate:to': 'eu-west-1' } });
  }
  const watch = ['status', '--watch', '--interval', '30'];
  const { out } = await stage.cli(watch, { tty: true, rows: 24, wait: () => false });
  const lines = lastFrame(out).trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(23);
  expect(lines[0]).toMatch(/IMAGE.*eu-west-1/);
  expect(lines.at(-3)).toMatch(/^… \d+ more lines: make the window higher$/);
  expect(lines.at(-1)).toContain('Drawn at 08:00:00 UTC, every 30 s. Ctrl-C ends.');
});

test('a line that is wider than the terminal counts as the rows that it takes', async () => {
  stage.sim.world.createImage('eu-west-1', { name: 'cad' });
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
  await stage.look('cad');
  const { out } = await stage.cli(['status', '-w'], { tty: true, rows: 16, wait: () => false });
  const lines = lastFrame(out).trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(15);
  expect(lines[0]).toMatch(/IMAGE.*eu-west-1/);
});

test('on a terminal that is high enough nothing is cut', async () => {
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
  const { out } = await stage.cli(['status', '-w'], { tty: true, rows: 24, wait: () => false });
  expect(out).toContain('PENDING');
  expect(out).not.toContain('more line');
  expect(out).toContain('Ctrl-C ends.');
});
