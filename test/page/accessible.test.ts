import { describe, expect } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { browserTest } from './browser-test.ts';
import { busyMorning } from './observed.ts';
import { EVERY_STATE, HOSTILE, imageView, largeOverview, overviewOf } from './overviews.ts';
import { openPages, PHONE } from './window.ts';

const open = openPages();

const OVERVIEWS = {
  'a busy morning': busyMorning,
  'every state': async () => overviewOf(imageView({ destinations: EVERY_STATE })),
  'hostile text': async () => HOSTILE,
  'twenty regions': async () => largeOverview(1, 20),
  'no image': async () => overviewOf(),
};

/** All rules of axe, and in the dark, where nothing else differs, those about colours. */
const RULES = { light: {}, dark: { runOnly: ['color-contrast', 'link-in-text-block'] } } as const;

/** What axe finds wrong, and how many pieces of text had their contrast measured. */
async function judge(
  page: Page,
  rules: (typeof RULES)[keyof typeof RULES],
): Promise<{ wrong: string[]; contrasts: number }> {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate<axe.AxeResults>(
    `axe.run(${JSON.stringify(rules)})`,
  );
  const wrong = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  const contrast = passes.find(({ id }) => id === 'color-contrast');
  return { wrong, contrasts: contrast?.nodes.length ?? 0 };
}

describe.each(['light', 'dark'] as const)(
  'axe finds nothing wrong in %s colours',
  (colorScheme) => {
    for (const [name, overview] of Object.entries(OVERVIEWS)) {
      browserTest(`with ${name}`, async () => {
        const { page } = await open(await overview(), { colorScheme });
        const { wrong, contrasts } = await judge(page, RULES[colorScheme]);
        expect(wrong).toEqual([]);
        expect(contrasts).toBeGreaterThan(2);
      });
    }

    browserTest('with the facts of a failure opened, on a phone', async () => {
      const { page } = await open(await busyMorning(), { colorScheme, viewport: PHONE });
      await page.locator('button.FAILED').first().click();
      expect((await judge(page, RULES[colorScheme])).wrong).toEqual([]);
    });
  },
);
