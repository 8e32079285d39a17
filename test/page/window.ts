import { createServer, type Server } from 'node:http';
import { afterAll } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Overview } from '../../cli/overview/overview.ts';
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

/** Opens status pages in a browser that is started for the test file, once a test asks for it. */
export function openPages(): (
  overview: Overview,
  options?: BrowserContextOptions,
) => Promise<Opened> {
  let browser: Browser | undefined;
  const servers: Server[] = [];
  afterAll(async () => {
    await browser?.close();
    for (const server of servers) server.close();
  });
  return async (overview, options = {}) => {
    browser ??= await launchChromium();
    const requests: string[] = [];
    const server = await serve(renderPage(overview), requests);
    servers.push(server);
    const page = await browser.newPage({ viewport: DESKTOP, ...options });
    page.setDefaultTimeout(PATIENCE);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(addressOf(server));
    return { page, requests, complaints };
  };
}

async function serve(html: string, requests: string[]): Promise<Server> {
  const server = createServer(({ url = '' }, response) => {
    requests.push(url);
    response.setHeader('content-type', 'text/html').end(html);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

function addressOf(server: Server): string {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port');
  return `http://127.0.0.1:${address.port}/`;
}
