import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** How to get a Chromium. */
export const HOW =
  'Install it (Debian, Ubuntu: apt-get install chromium), or name the program in CHROMIUM_PATH.';

/** A sandbox needs rights that a container lacks; what is left would call home. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of this machine: what `CHROMIUM_PATH` names, or what is found on the path. */
export const program = findChromium(process.env);

/** Starts a headless Chromium. @throws Error that says how to install it */
export async function launchChromium(): Promise<Browser> {
  if (program === undefined) throw new Error(`No Chromium was found. ${HOW}`);
  return chromium.launch({ executablePath: program, args: FLAGS });
}

function findChromium({ CHROMIUM_PATH, PATH = '' }: NodeJS.ProcessEnv): string | undefined {
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  return PATH.split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}
