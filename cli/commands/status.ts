/* `status`: shows images by destination region, as text, JSON or a web page. */

import { writeFile } from 'node:fs/promises';
import { explain, UserError } from '../errors.ts';
import { EXIT, type Exit } from '../exit.ts';
import { columnsOf, type Io, paintOf, print, printJson } from '../io.ts';
import type { CommonOptions } from '../options.ts';
import { type AccountOverview, hasUnread, openAccount, overviewsOf } from '../overview/account.ts';
import { isAllRead, type Overview } from '../overview/overview.ts';
import { observeAll } from '../overview/retention.ts';
import { insist, scopesOf } from '../overview/scope.ts';
import { renderAccountPage } from '../page/account.ts';
import { renderPage } from '../page/page.ts';
import { accountReport } from '../render/account.ts';
import { report } from '../render/report.ts';
import { createScreen } from '../screen.ts';
import { openObserver } from '../session.ts';

export interface StatusOptions extends CommonOptions {
  /** Several source regions in place of one. */
  readonly regions?: readonly string[] | 'all';
  readonly json?: boolean;
  readonly watch?: boolean;
  /** Path of a page to write at every look; `-` for the page itself in place of the text. */
  readonly html?: string;
  /** Seconds between two looks. */
  readonly interval: number;
}

/** What is looked at, and how it is shown. */
interface Subject<Seen> {
  /** Throws when nothing can be said. */
  look(): Promise<Seen>;
  /** Sees to it that every image that was named is there. */
  insist(seen: Seen): Promise<void>;
  draw(seen: Seen): string;
  page(seen: Seen): string;
  exit(seen: Seen): Exit;
}

/** Shows the state of images in every destination, once or until the user stops. */
export async function status(
  names: readonly string[],
  options: StatusOptions,
  io: Io,
): Promise<Exit> {
  if (options.watch && options.html === '-')
    throw new UserError('--html - prints one page; give --watch a file');
  if (options.json && options.html === '-')
    throw new UserError('--html - and --json both print; give --html a file');
  if (options.regions === undefined) return show(await oneRegion(names, options, io), options, io);
  if (options.region !== undefined)
    throw new UserError('give --region or --regions, not both; --regions names every region');
  return show(await severalRegions(options.regions, names, options, io), options, io);
}

async function oneRegion(
  names: readonly string[],
  options: StatusOptions,
  io: Io,
): Promise<Subject<Overview>> {
  const observer = await openObserver(options, io);
  return {
    look: () => observeAll(scopesOf(names), observer),
    insist: (seen) => insist(names, seen, observer),
    draw: (seen) => report(seen, names, columnsOf(io.stdout), paintOf(io.stdout, io.env), options),
    page: renderPage,
    exit: ({ images }) => (isAllRead(images) ? EXIT.ok : EXIT.error),
  };
}

async function severalRegions(
  regions: readonly string[] | 'all',
  names: readonly string[],
  options: StatusOptions,
  io: Io,
): Promise<Subject<AccountOverview>> {
  const { look, insist } = await openAccount(regions, names, options, io);
  return {
    look,
    insist,
    draw: (seen) =>
      accountReport(seen, names, columnsOf(io.stdout), paintOf(io.stdout, io.env), options),
    page: renderAccountPage,
    exit: (seen) => {
      const images = overviewsOf(seen).flatMap((overview) => overview.images);
      return !hasUnread(seen) && isAllRead(images) ? EXIT.ok : EXIT.error;
    },
  };
}

async function show<Seen extends { readonly at: string }>(
  subject: Subject<Seen>,
  options: StatusOptions,
  io: Io,
): Promise<Exit> {
  let seen = await subject.look();
  await subject.insist(seen);
  await savePage(subject, seen, options);
  if (!options.watch) {
    if (options.html === '-') io.stdout.write(subject.page(seen));
    else if (options.json) printJson(io.stdout, seen);
    else print(io.stdout, subject.draw(seen));
    return subject.exit(seen);
  }
  const screen = createScreen(io);
  const refresh = options.json
    ? () => print(io.stdout, JSON.stringify(seen))
    : () => screen.show(subject.draw(seen), footOf(seen, options, io));
  refresh();
  while (await io.wait(options.interval)) {
    try {
      seen = await subject.look();
      refresh();
      await savePage(subject, seen, options);
    } catch (error) {
      print(io.stderr, `note: ${explain(error)}; trying again in ${options.interval} s`);
    }
  }
  return subject.exit(seen);
}

/** When a frame was drawn, and how to leave. */
function footOf(
  { at }: { readonly at: string },
  { interval }: StatusOptions,
  { stdout, env }: Io,
): string {
  const text = `Drawn at ${at.slice(11, 19)} UTC, every ${interval} s. Ctrl-C ends.`;
  return paintOf(stdout, env)('dim', text);
}

async function savePage<Seen>(
  { page }: Subject<Seen>,
  seen: Seen,
  { html }: StatusOptions,
): Promise<void> {
  if (html === undefined || html === '-') return;
  try {
    await writeFile(html, page(seen));
  } catch (error) {
    throw new UserError(`the page cannot be written: ${explain(error)}`);
  }
}
