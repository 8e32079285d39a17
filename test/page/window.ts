import { createServer, type Server } from 'node:http';
import { afterAll } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { AccountOverview } from '../../cli/overview/account.ts';
import type { Overview } from '../../cli/overview/overview.ts';
import { renderAccountPage } from '../../cli/page/account.ts';
import { renderPage } from '../../cli/page/page.ts';
import { launchChromium } from './chromium.ts';

export const DESKTOP = { width: 1200, height: 900 };
export const PHONE = { width: 390, height: 844 };
/** What margins of 12 mm leave of A4 across, at 96 dots per inch. */
export const PAPER = { width: 1032, height: 703 };

/** Milliseconds that a busy machine may take for one step; a page that works takes none of it. */
const PATIENCE = 90_000;

/** An open page, and all that it asked for and complained of. */
export interface Opened {
  readonly page: Page;
  /** Paths that the server was asked for, by the browser itself too. */
  readonly requests: string[];
  /** Errors and warnings of the console, and errors of scripts. */
  readonly complaints: string[];
}

/** What a page is opened in; by default a light window on a desk. */
interface Surroundings {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly media?: 'print';
}

/**
 * Opens status pages in a browser that is started for the test file, once a test asks for it. One after the other
 * takes the place of the one before: a new window costs more than all that is done in it.
 */
export function openPages(): (
  seen: Overview | AccountOverview,
  surroundings?: Surroundings,
) => Promise<Opened> {
  let browser: Browser | undefined;
  let page: Page | undefined;
  let html = '';
  let requests: string[] = [];
  let complaints: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    requests.push(url);
    response.setHeader('content-type', 'text/html').end(html);
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  async function openWindow(): Promise<Page> {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    browser = await launchChromium();
    const opened = await browser.newPage({ hasTouch: true });
    opened.setDefaultTimeout(PATIENCE);
    opened.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    opened.on('pageerror', (error) => complaints.push(String(error)));
    return opened;
  }

  return async (seen, { viewport = DESKTOP, colorScheme = 'light', media = null } = {}) => {
    page ??= await openWindow();
    html = 'regions' in seen ? renderAccountPage(seen) : renderPage(seen);
    requests = [];
    complaints = [];
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, media });
    await page.goto(addressOf(server));
    return { page, requests, complaints };
  };
}

function addressOf(server: Server): string {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port');
  return `http://127.0.0.1:${address.port}/`;
}
