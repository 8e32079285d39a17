import { describe, expect } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { Overview } from '../../cli/overview/overview.ts';
import { browserTest } from './browser-test.ts';
import { busyMorning } from './observed.ts';
import {
  accountOf,
  EVERY_STATE,
  HOSTILE,
  imageView,
  largeOverview,
  overviewOf,
} from './overviews.ts';
import { openPages, PHONE } from './window.ts';

const open = openPages();

/** A region with an image in every state. */
const EVERY = {
  ...overviewOf(imageView({ destinations: EVERY_STATE })),
  region: 'eu-west-1',
};

/** All that a page can show: a busy morning, every state, twenty regions, and hostile text wherever text can stand. */
async function everything(): Promise<Overview> {
  const others = [
    ...(await busyMorning()).images,
    imageView({ destinations: EVERY_STATE }),
    ...largeOverview(1, 20).images,
  ];
  return { ...HOSTILE, images: [...HOSTILE.images, ...others] };
}

/** All rules of axe, and in the dark, where nothing else differs, those about colours; without the selector of each element. */
const RULES = {
  light: { selectors: false },
  dark: { selectors: false, runOnly: ['color-contrast', 'link-in-text-block'] },
} as const;

/** What axe finds, but not the thousands of elements that are as they should be. */
const FINDINGS = `({ violations, passes }) => ({
  wrong: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)),
  contrasts: passes.find(({ id }) => id === 'color-contrast')?.nodes.length ?? 0,
})`;

/** What axe finds wrong in light and in dark colours, and of how many pieces of text it measured the contrast in each. */
async function judge(page: Page): Promise<{ wrong: string[]; contrasts: number[] }> {
  await page.evaluate(axe.source);
  const wrong: string[] = [];
  const contrasts: number[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate<{ wrong: string[]; contrasts: number }>(
      `axe.run(${JSON.stringify(RULES[colorScheme])}).then(${FINDINGS})`,
    );
    wrong.push(...found.wrong.map((each) => `in ${colorScheme} colours, ${each}`));
    contrasts.push(found.contrasts);
  }
  return { wrong, contrasts };
}

describe('axe finds nothing wrong in light or dark colours', () => {
  browserTest('with everything that a page can show', async () => {
    const { page } = await open(await everything());
    const { wrong, contrasts } = await judge(page);
    expect(wrong).toEqual([]);
    expect(Math.min(...contrasts)).toBeGreaterThan(100);
  });

  browserTest('with several source regions', async () => {
    const { page } = await open(accountOf(EVERY, await busyMorning(), overviewOf()));
    expect((await judge(page)).wrong).toEqual([]);
  });

  browserTest('with no image', async () => {
    const { page } = await open(overviewOf());
    const { wrong, contrasts } = await judge(page);
    expect(wrong).toEqual([]);
    expect(Math.min(...contrasts)).toBeGreaterThan(2);
  });

  browserTest('with the facts of a failure opened, on a phone', async () => {
    const { page } = await open(await busyMorning(), { viewport: PHONE });
    await page.locator('button.FAILED').first().click();
    expect((await judge(page)).wrong).toEqual([]);
  });
});
