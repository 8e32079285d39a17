import { describe, expect } from '@jest/globals';
import { placesOf } from '../../cli/overview/overview.ts';
import { browserTest } from './browser-test.ts';
import { busyMorning } from './observed.ts';
import { HOSTILE } from './overviews.ts';
import { openPages, PHONE } from './window.ts';

const open = openPages();

describe('in Chromium the page', () => {
  browserTest('loads nothing but itself and has nothing to complain of', async () => {
    const { page, requests, complaints } = await open(await busyMorning());
    await page.locator('button.FAILED').first().click();
    await page.getByRole('link', { name: 'Needs attention' }).click();
    await page.waitForLoadState('networkidle');
    expect(requests).toEqual(['/']);
    expect(complaints).toEqual([]);
  });

  browserTest('shows hostile text as text', async () => {
    const { page, requests, complaints } = await open(HOSTILE);
    expect(await page.locator('script, img, [onfocus], [autofocus]').count()).toBe(0);
    expect(await page.title()).toContain("</title><script>document.title='taken'</script>");
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('<img src=x');
    expect(requests).toEqual(['/']);
    expect(complaints).toEqual([]);
  });
});

describe('by keyboard alone', () => {
  browserTest('every cell is reached, opened, read and closed', async () => {
    const morning = await busyMorning();
    const { page } = await open(morning);
    const reached = new Set<string>();
    const facts = page.locator('[popover]:popover-open');
    for (let steps = 0; reached.size < placesOf(morning).length && steps < 100; steps += 1) {
      await page.keyboard.press('Tab');
      const focused = page.locator('button:focus-visible');
      if ((await focused.count()) === 0) continue;
      const state = (await focused.locator('b').textContent()) ?? '';
      await page.keyboard.press('Enter');
      expect(await facts.getByText(state, { exact: true }).isVisible()).toBe(true);
      expect(await facts.getByText('Next run').isVisible()).toBe(true);
      reached.add((await facts.getAttribute('aria-label')) ?? '');
      await page.keyboard.press('Escape');
      expect(await facts.count()).toBe(0);
      expect(await focused.count()).toBe(1);
    }
    const places = placesOf(morning).map(
      ({ image, destination }) => `${image.name} to ${destination.region}`,
    );
    expect([...reached].toSorted()).toEqual(places.toSorted());
  });

  browserTest('the facts come next after their cell, and commands in them are whole', async () => {
    const { page } = await open(await busyMorning());
    await page.locator('button.FAILED').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    const facts = page.locator('[popover]:focus');
    expect(await facts.locator('pre').innerText()).toBe(
      'aws appstream untag-resource --region us-east-1 --resource-arn arn:aws:appstream:us-east-1:123456789012:image/gis-2026-11 --tag-keys replicate:status:sa-east-1',
    );
  });

  browserTest('the sections are a step away from the top', async () => {
    const { page } = await open(await busyMorning());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#attention$/);
    expect(page.url()).toMatch(/#attention$/);
  });
});

describe('to a screen reader', () => {
  browserTest('a cell says state, age, image, region, and as its description why', async () => {
    const { page } = await open(await busyMorning());
    const cell = page.getByRole('button', {
      name: /^FAILED \d+ min ago\s*, gis-2026-11 to sa-east-1$/,
    });
    expect(await cell.count()).toBe(1);
    expect(await cell.getAttribute('title')).toContain('IMAGE_COPY_FAILURE: The image could not');
    expect(await page.getByRole('rowheader', { name: /^gis-2026-11/ }).count()).toBe(1);
    expect(await page.getByRole('columnheader', { name: 'sa-east-1' }).count()).toBe(1);
  });

  browserTest('there are the landmarks of a page, and regions that scroll have names', async () => {
    const { page } = await open(await busyMorning());
    for (const role of ['banner', 'navigation', 'main', 'contentinfo'] as const)
      expect(await page.getByRole(role).count()).toBe(1);
    for (const name of ['Images by regions', 'Time to replicate'])
      expect(await page.getByRole('region', { name }).count()).toBe(1);
  });
});

describe('on a phone', () => {
  browserTest('the facts of a cell are within the window', async () => {
    const { page } = await open(await busyMorning(), { viewport: PHONE });
    for (const cell of await page.locator('button.state').all()) {
      await cell.tap();
      const box = await page.locator('[popover]:popover-open').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(PHONE.height);
      await page.keyboard.press('Escape');
    }
  });
});
