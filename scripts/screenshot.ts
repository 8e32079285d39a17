/* Renews the picture of the status page in docs. Needs Chromium. */

import { renderPage } from '../cli/page/page.ts';
import { launchChromium } from '../test/page/chromium.ts';
import { busyMorning } from '../test/page/observed.ts';

const FILE = 'docs/images/status-page.png';

const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1080, height: 810 } });
  await page.setContent(renderPage(await busyMorning()));
  await page.screenshot({ path: FILE });
  console.log(`wrote ${FILE}`);
} finally {
  await browser.close();
}
