import { describe, expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { STATES } from '../../cli/overview/overview.ts';
import { browserTest } from './browser-test.ts';
import { busyMorning } from './observed.ts';
import { largeOverview } from './overviews.ts';
import { DESKTOP, openPages, PAPER, PHONE } from './window.ts';

const open = openPages();

/** How far the content is wider than its window. */
async function excess(page: Page): Promise<number> {
  const [content, window] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  return content - window;
}

async function cornerOf(locator: Locator): Promise<{ left: number; top: number }> {
  const { x, y } = (await locator.boundingBox()) ?? { x: Number.NaN, y: Number.NaN };
  return { left: Math.round(x), top: Math.round(y) };
}

browserTest(
  '70 images in 20 regions scroll in a place of their own, with names and regions always in view, on a desk and on a phone',
  async () => {
    const { page } = await open(largeOverview(70, 20));
    expect(await page.locator('.matrix button').count()).toBe(1400);
    for (const viewport of [DESKTOP, PHONE]) {
      await page.setViewportSize(viewport);
      expect(await excess(page)).toBe(0);
      await page.evaluate("document.querySelector('.scroll').scrollTo(1000, 1500)");
      const { left, top } = await cornerOf(page.locator('.scroll').first());
      const matrix = page.locator('.matrix');
      const border = 1;
      expect(await cornerOf(matrix.locator('thead th').first())).toEqual({
        left: left + border,
        top: top + border,
      });
      expect((await cornerOf(matrix.locator('thead th').last())).top).toBe(top + border);
      expect((await cornerOf(matrix.locator('tbody th').nth(60))).left).toBe(left + border);
    }
  },
);

/** Words of states that are broken, and how far below the top of its box each counted state stands. */
const WORDS = `({
  broken: [...document.querySelectorAll('.state b')].filter((word) => {
    const text = document.createRange();
    text.selectNodeContents(word);
    return text.getClientRects().length > 1;
  }).map(({ textContent }) => textContent),
  depths: [...document.querySelectorAll('.counts .state')].map((state) =>
    Math.round(state.getBoundingClientRect().y - state.parentElement.getBoundingClientRect().y)),
})`;

for (const width of [320, PHONE.width, 720, 1080, 1440]) {
  browserTest(
    `in a window of ${width} pixels nothing but tables is wider, no state is broken, and each stands alike below its count`,
    async () => {
      const { page } = await open(await busyMorning(), { viewport: { width, height: 900 } });
      expect(await excess(page)).toBe(0);
      const { broken, depths } = await page.evaluate<{ broken: string[]; depths: number[] }>(WORDS);
      expect(broken).toEqual([]);
      expect(depths).toHaveLength(STATES.length);
      expect(new Set(depths).size).toBe(1);
    },
  );
}

describe('on paper', () => {
  for (const regions of [8, 20]) {
    browserTest(`the matrix of ${regions} regions is as wide as the sheet`, async () => {
      const { page } = await open(largeOverview(12, regions), { viewport: PAPER, media: 'print' });
      expect(await excess(page)).toBe(0);
      const cut = await page.evaluate<string[]>(
        "[...document.querySelectorAll('.matrix :is(button, th)')].filter((box) => box.scrollWidth > box.clientWidth + 1).map(({ textContent }) => textContent)",
      );
      expect(cut).toEqual([]);
    });
  }

  browserTest('it is dark on light, and what is folded on the screen is unfolded', async () => {
    const { page } = await open(await busyMorning(), {
      viewport: PAPER,
      colorScheme: 'dark',
      media: 'print',
    });
    const colours = await page.evaluate<string[]>(
      '(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.documentElement))',
    );
    expect(colours).toEqual(['rgb(26, 31, 39)', 'rgb(255, 255, 255)']);
    expect(await page.getByText('it has no rule').isVisible()).toBe(true);
    expect(await page.getByRole('navigation').count()).toBe(0);
  });

  browserTest('a sheet is A4 across', async () => {
    const { page } = await open(await busyMorning());
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const [, width, height] =
      /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1')) ?? [];
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([842, 595]);
  });
});
