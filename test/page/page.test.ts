import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import type { Overview } from '../../cli/overview/overview.ts';
import { placesOf } from '../../cli/overview/overview.ts';
import { renderPage } from '../../cli/page/page.ts';
import { busyMorning } from './observed.ts';
import { destinationView, EVERY_STATE, HOSTILE, imageView, overviewOf } from './overviews.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: { 'prefer-native-element': 'error' },
});

let morning: Overview;
beforeAll(async () => {
  morning = await busyMorning();
});

async function problems(overview: Overview): Promise<string[]> {
  const { results } = await validator.validateString(renderPage(overview));
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
  );
}

describe('the page', () => {
  test('is valid HTML', async () => {
    expect(await problems(morning)).toEqual([]);
    expect(await problems(overviewOf())).toEqual([]);
    expect(await problems(overviewOf(imageView({ destinations: EVERY_STATE })))).toEqual([]);
  });

  test('is valid HTML with hostile text everywhere', async () => {
    expect(await problems(HOSTILE)).toEqual([]);
  });

  test('stands alone: no script, no address but that of the console, no style but the one that its policy names', () => {
    const page = renderPage(morning);
    const loaded = page.replace(/<a href="https:[^"]*">/, '');
    expect(loaded).not.toMatch(
      /<script|<link rel="stylesheet"|https?:|url\(|@import|\son\w+=|\sstyle=/i,
    );
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;;`);
  });

  test('is the same for the same overview', () => {
    expect(renderPage(morning)).toBe(renderPage(structuredClone(morning)));
  });

  test('shows every destination with its state', () => {
    const shown =
      /class="state (\w+)" popovertarget="(\S+)".*?id="\2" role="dialog" aria-label="(.*?)"/gs;
    const cells = [...renderPage(morning).matchAll(shown)].map(([, state, , label]) => [
      label,
      state,
    ]);
    const places = placesOf(morning).map(({ image, destination }) => [
      `${image.name} to ${destination.region}`,
      destination.state,
    ]);
    expect(cells.toSorted()).toEqual(places.toSorted());
    expect(new Set(places.map(([, state]) => state)).size).toBe(5);
  });

  test('has every id once, and every reference finds its id', () => {
    const page = renderPage(morning);
    const all = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, id]) => id);
    const ids = all(/\sid="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const references = all(/(?:href="#|popovertarget="|aria-labelledby=")([^"]+)"/g);
    expect(references.length).toBeGreaterThan(placesOf(morning).length);
    expect(references.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test.each([1, 2])('says %d as a person would', (count) => {
    const images = ['one', 'two'].slice(0, count);
    const page = renderPage(
      overviewOf(...images.map((name) => imageView({ name, destinations: [destinationView()] }))),
    );
    expect(page).toContain(
      count === 1
        ? '1 image to 1 region: 1 of 1 replica AVAILABLE.'
        : '2 images to 1 region: 2 of 2 replicas AVAILABLE.',
    );
  });
});

describe('without anything to show', () => {
  test('it says that there is no image', () => {
    const page = renderPage(overviewOf());
    expect(page).toContain('There is no image in us-east-1.');
    expect(page).not.toContain('<table');
  });

  test('it says what to do when no image is replicated, and why each is not', () => {
    const page = renderPage(
      overviewOf(imageView({ kind: 'ignored', reason: 'it has no rule', rule: undefined })),
    );
    expect(page).toContain('Tag one with replicate:to');
    expect(page).toMatch(/<details open>.*<bdi>cad<\/bdi>: <bdi>it has no rule<\/bdi>/s);
  });

  test('it claims nothing when the tags of no image could be read', () => {
    const page = renderPage(
      overviewOf(imageView({ kind: 'unread', reason: 'X: no', rule: undefined })),
    );
    expect(page).toContain('No image of us-east-1 is known to be replicated.');
    expect(page).toContain('Needs attention (1)');
  });

  test('a rule that is wrong altogether is shown without a matrix', () => {
    const rule = {
      next: 'report',
      problems: ['it names no destination'],
      hint: 'Name one.',
    } as const;
    const page = renderPage(overviewOf(imageView({ rule })));
    expect(page).toContain('it names no destination');
    expect(page).not.toContain('<table');
  });
});
