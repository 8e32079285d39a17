import { test } from '@jest/globals';
import { HOW, program } from './chromium.ts';

/** A test that needs Chromium. Without one it is listed as skipped, but in CI it fails. */
export const browserTest = choose();

function choose(): (title: string, run: () => Promise<void>) => void {
  if (program !== undefined || process.env.CI) return test;
  console.warn(`No Chromium was found, so what needs a browser is not tested. ${HOW}`);
  return (title, run) => test.skip(`${title} (NOT RUN: no Chromium)`, run);
}
