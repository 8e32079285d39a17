/* A picture of a terminal: xterm.js in Chromium draws what was written to it. */

import type { Browser } from 'playwright-core';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Dark, with colours that are easy to read on it. */
const THEME = {
  background: '#161b22',
  foreground: '#e6edf3',
  cursor: '#161b22',
  red: '#ff7b72',
  green: '#56d364',
  yellow: '#e3b341',
  cyan: '#56d4dd',
};

/** Draws what a terminal shows in the end. */
export async function drawTerminal(
  { size, bytes }: { readonly size: Size; readonly bytes: string },
  browser: Browser,
  file: string,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1080, height: 810 } });
  await page.setContent(
    `<div id="terminal" style="display: inline-block; padding: 12px; background: ${THEME.background}">`,
  );
  await page.addStyleTag({ path: 'node_modules/@xterm/xterm/css/xterm.css' });
  await page.addScriptTag({ path: 'node_modules/@xterm/xterm/lib/xterm.js' });
  const options = {
    cols: size.columns,
    rows: size.rows,
    convertEol: true,
    scrollback: 0,
    fontFamily: 'monospace',
    fontSize: 18,
    theme: THEME,
  };
  await page.evaluate(`new Promise((done) => {
    const terminal = new Terminal(${JSON.stringify(options)});
    terminal.open(document.getElementById('terminal'));
    terminal.write(${JSON.stringify(bytes)}, () => terminal.onRender(done));
  })`);
  await page.locator('#terminal').screenshot({ path: file });
}
