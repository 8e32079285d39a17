/* `npm run pictures`: renews the pictures in docs/images from one moment of the demo. Needs Chromium. */

import { renderPage } from '../cli/page/page.ts';
import { launchChromium } from '../test/page/chromium.ts';
import { recordDemo } from './pictures/demo.ts';
import { drawTerminal } from './pictures/terminal.ts';

const recording = await recordDemo({ columns: 80, rows: 32 });
const browser = await launchChromium();
try {
  await drawTerminal(recording, browser, 'docs/images/demo.png');
  const page = await browser.newPage({ viewport: { width: 1080, height: 844 } });
  await page.setContent(renderPage(recording.overview));
  await page.screenshot({ path: 'docs/images/status-page.png' });
} finally {
  await browser.close();
}
console.log('wrote docs/images/demo.png and docs/images/status-page.png');
