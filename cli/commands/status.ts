/* `status`: shows images by destination region, as text, JSON or a web page. */

import { writeFile } from 'node:fs/promises';
import { explain, UserError } from '../errors.ts';
import { EXIT, type Exit } from '../exit.ts';
import { columnsOf, type Io, paintOf, print, printJson } from '../io.ts';
import type { CommonOptions } from '../options.ts';
import type { Overview } from '../overview/overview.ts';
import { observeAll } from '../overview/retention.ts';
import { insist, scopesOf } from '../overview/scope.ts';
import { renderPage } from '../page/page.ts';
import { report } from '../render/report.ts';
import { createScreen } from '../screen.ts';
import { openObserver } from '../session.ts';

export interface StatusOptions extends CommonOptions {
  readonly json?: boolean;
  readonly watch?: boolean;
  /** Path of a page to write at every look; `-` for the page itself in place of the text. */
  readonly html?: string;
  /** Seconds between two looks. */
  readonly interval: number;
}

/** Shows the state of images in every destination, once or until the user stops. */
export async function status(
  names: readonly string[],
  options: StatusOptions,
  io: Io,
): Promise<Exit> {
  if (options.watch && options.html === '-')
    throw new UserError('--html - prints one page; give --watch a file');
  const observer = await openObserver(options, io);
  const draw = (overview: Overview) =>
    report(overview, names, columnsOf(io.stdout), paintOf(io.stdout, io.env));
  const first = await observeAll(scopesOf(names), observer);
  await insist(names, first, observer);
  await savePage(first, options);
  if (!options.watch) {
    if (options.html === '-') io.stdout.write(renderPage(first));
    else if (options.json) printJson(io.stdout, first);
    else print(io.stdout, draw(first));
    return EXIT.ok;
  }
  const screen = createScreen(io);
  const show = options.json
    ? (overview: Overview) => print(io.stdout, JSON.stringify(overview))
    : (overview: Overview) => screen.show(draw(overview), footOf(overview, options, io));
  show(first);
  while (await io.wait(options.interval)) {
    try {
      const next = await observeAll(scopesOf(names), observer);
      show(next);
      await savePage(next, options);
    } catch (error) {
      print(io.stderr, `note: ${explain(error)}; trying again in ${options.interval} s`);
    }
  }
  return EXIT.ok;
}

/** When a frame was drawn, and how to leave. */
function footOf({ at }: Overview, { interval }: StatusOptions, { stdout, env }: Io): string {
  const text = `Drawn at ${at.slice(11, 19)} UTC, every ${interval} s. Ctrl-C ends.`;
  return paintOf(stdout, env)('dim', text);
}

async function savePage(overview: Overview, { html }: StatusOptions): Promise<void> {
  if (html === undefined || html === '-') return;
  try {
    await writeFile(html, renderPage(overview));
  } catch (error) {
    throw new UserError(`the page cannot be written: ${explain(error)}`);
  }
}
