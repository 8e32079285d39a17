import { beforeAll, describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import type { AccountOverview } from '../../cli/overview/account.ts';
import { renderAccountPage } from '../../cli/page/account.ts';
import { browserTest } from './browser-test.ts';
import { busyMorning } from './observed.ts';
import {
  accountOf,
  destinationView,
  EVERY_STATE,
  HOSTILE,
  imageView,
  largeOverview,
  overviewOf,
} from './overviews.ts';
import { openPages, PHONE } from './window.ts';

const open = openPages();
let account: AccountOverview;
beforeAll(async () => {
  const other = overviewOf(imageView({ name: 'office', destinations: EVERY_STATE }));
  account = accountOf(await busyMorning(), { ...other, region: 'eu-west-1' }, HOSTILE);
});

describe('the page of several source regions', () => {
  test('is valid HTML, with hostile text everywhere', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:standard', 'html-validate:a11y'],
    });
    const { results } = await validator.validateString(renderAccountPage(account));
    expect(results.flatMap(({ messages }) => messages)).toEqual([]);
  });

  test('has every id once, and every reference finds its id', () => {
    const page = renderAccountPage(account);
    const all = (pattern: RegExp) =>
      [...page.matchAll(pattern)].flatMap(([, ids = '']) => ids.split(' '));
    const ids = all(/\sid="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const references = all(/(?:href="#|popovertarget="|aria-labelledby=")([^"]+)"/g);
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('sums up all regions, and each of them', () => {
    const two = accountOf(
      overviewOf(imageView({ destinations: EVERY_STATE })),
      overviewOf(imageView({ destinations: [destinationView()] })),
    );
    const page = renderAccountPage(two);
    expect(page).toContain('2 of 6 replicas AVAILABLE. 1 region cannot be read.</p>');
    expect(page).toContain('<p>1 image to 5 regions: 1 of 5 replicas AVAILABLE.</p>');
    expect(page).toContain('<p>1 image to 1 region: 1 of 1 replica AVAILABLE.</p>');
    expect(page).toContain('Not shown, no stack: eu-west-3.');
    expect(page).toContain('Not shown, not enabled: ap-south-1.');
  });
});

describe('in Chromium', () => {
  browserTest('names and links lead to each region and its matrix', async () => {
    const { page, complaints } = await open(account);
    await page.getByRole('navigation').getByRole('link', { name: 'eu-west-1' }).click();
    await page.waitForURL(/#r1-region$/);
    const matrix = page.getByRole('region', { name: 'eu-west-1 Images by regions' });
    await matrix.getByRole('button', { name: /^FAILED .* office to sa-east-1$/ }).click();
    expect(await page.locator('[popover]:popover-open').getByText('NameTaken').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  browserTest('nothing but tables is wider than the window of a phone', async () => {
    const { page } = await open(accountOf(largeOverview(30, 20), await busyMorning()), {
      viewport: PHONE,
    });
    expect(
      await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      ),
    ).toBe(0);
  });
});
