import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'status-page-'));
  file = join(folder, 'report.html');
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('the page has a column for each region of a set that a rule names', async () => {
  stage.deploy({ RuleSets: 'standard: eu-west-1 eu-central-1' });
  stage.sim.world.createImage(HOME, { name: 'office', tags: { 'replicate:to': '@standard' } });
  await stage.cli(['status', '--html', file]);
  const page = await readFile(file, 'utf8');
  expect(page).toContain('office to eu-west-1');
  expect(page).toContain('office to eu-central-1');
});

test('status --html writes a page, and shows the matrix as ever', async () => {
  const { exit, out, err } = await stage.cli(['status', '--html', file]);
  expect([exit, err]).toEqual([0, '']);
  expect(out).toBe((await stage.cli(['status'])).out);
  expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>.*cad to eu-west-1/is);
});

test('the page stands alone on the standard output with --html -, and leaves no file', async () => {
  const { exit, out } = await stage.cli(['status', '--html', '-']);
  expect(exit).toBe(0);
  expect(out).toMatch(/^<!doctype html>.*<\/html>\n$/s);
  expect(existsSync('-')).toBe(false);
  const { exit: watched, err } = await stage.cli(['status', '--html', '-', '--watch']);
  expect([watched, err]).toEqual([1, 'error: --html - prints one page; give --watch a file\n']);
  const both = await stage.cli(['status', '--html', '-', '--json']);
  expect([both.exit, both.out, both.err]).toEqual([
    1,
    '',
    'error: --html - and --json both print; give --html a file\n',
  ]);
});

test('the page says of which account it is, and leads to the console', async () => {
  const { out } = await stage.cli(['status', '--html', '-']);
  expect(out).toContain('account 123456789012');
  expect(out).toContain(
    'https://us-east-1.console.aws.amazon.com/appstream2/home?region=us-east-1#/images',
  );
});

test('what has failed stands before everything else on the page', async () => {
  const place = async () => {
    const { out } = await stage.cli(['status', '--html', '-']);
    return out.indexOf('id="attention"') - out.indexOf('class="state PENDING"');
  };
  expect(await place()).toBeGreaterThan(0);
  stage.sim.world.createImage(HOME, { name: 'wrong', tags: { 'replicate:to': 'europe' } });
  expect(await place()).toBeLessThan(0);
});

test('with --json the page is written too, and the output is JSON alone', async () => {
  const { out } = await stage.cli(['status', '--json', '--html', file]);
  expect(JSON.parse(out)).toMatchObject({ images: [{ name: 'cad' }] });
  expect(await readFile(file, 'utf8')).toContain('cad to eu-west-1');
});

test('with --watch the page is written again with every check', async () => {
  const pages: string[] = [];
  const wait = async () => {
    pages.push(await readFile(file, 'utf8'));
    await stage.look('cad');
    return pages.length < 2;
  };
  await stage.cli(['status', '--watch', '--html', file], { wait });
  expect(pages[0]).toContain('class="state PENDING" popovertarget');
  expect(pages[1]).toContain('class="state COPYING" popovertarget');
});

test('a page that cannot be written is an error that names the file', async () => {
  const { exit, err } = await stage.cli(['status', '--html', join(folder, 'nowhere', 'x.html')]);
  expect(exit).toBe(1);
  expect(err).toMatch(/the page cannot be written: .*ENOENT.*nowhere/);
});

test('the page marks what is late, says what can be done, and marks what is not announced yet', async () => {
  const { world } = stage.sim;
  stage.sim.fault({ operation: 'Publish', times: 9, effect: { error: 'AuthorizationError' } });
  world.quota('eu-west-1', { images: 0 });
  world.createImage('eu-west-2', { name: 'taken' });
  world.createImage(HOME, { name: 'taken', tags: { 'replicate:to': 'eu-west-2' } });
  await stage.look('cad');
  stage.clock.advance(6 * 60);
  await expect(stage.run({ kind: 'all', trigger: 'sweep' })).rejects.toThrow('AuthorizationError');
  await stage.cli(['status', '--html', file]);
  const page = await readFile(file, 'utf8');
  expect(page).toMatch(/state WAITING" popovertarget.*?<small>late<\/small>.*?<dt>Late<\/dt>/s);
  expect(page).toMatch(/state FAILED" popovertarget.*?<small>unannounced<\/small>/s);
  expect(page).toMatch(/<dt>Announced<\/dt><dd>not yet: that is tried again<\/dd>/);
  const [, heldUp = ''] = /id="held-up"(.*?)<\/section>/s.exec(page) ?? [];
  expect(heldUp).toContain('Delete images that nobody needs in that region');
});
