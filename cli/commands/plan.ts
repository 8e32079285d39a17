/* `plan`: shows what a run would do and why. */

import { EXIT, type Exit } from '../exit.ts';
import { columnsOf, type Io, type Paint, paintOf, print, printJson } from '../io.ts';
import type { CommonOptions } from '../options.ts';
import {
  type DestinationView,
  type ImageView,
  isAllRead,
  isInSync,
  type Overview,
} from '../overview/overview.ts';
import { observeAll } from '../overview/retention.ts';
import { insist, scopesOf } from '../overview/scope.ts';
import { GAP, table, widthOf } from '../render/table.ts';
import { plural } from '../render/words.ts';
import { openObserver } from '../session.ts';

export interface PlanOptions extends CommonOptions {
  readonly json?: boolean;
  /** Whether the exit code says if there is something to do. */
  readonly detailedExitcode?: boolean;
}

/** Longest name of an image in the table. */
const NAME_WIDTH = 30;

/** Shows what a run would do and why. It has nothing to act with. */
export async function plan(names: readonly string[], options: PlanOptions, io: Io): Promise<Exit> {
  const observer = await openObserver(options, io);
  const overview = await observeAll(scopesOf(names), observer);
  await insist(names, overview, observer);
  if (options.json) printJson(io.stdout, overview);
  else print(io.stdout, draw(overview, names, columnsOf(io.stdout), paintOf(io.stdout, io.env)));
  if (!isAllRead(overview.images)) return EXIT.error;
  return isInSync(overview) || !options.detailedExitcode ? EXIT.ok : EXIT.todo;
}

type Row = readonly [image: string, destination: string, action: string, why: string];

function draw(overview: Overview, named: readonly string[], columns: number, paint: Paint): string {
  const images = overview.images.flatMap((image) => rowsOf(image, named.includes(image.name)));
  const old = retentionRows(overview, named.length > 0);
  const fleets = fleetRows(overview, named.length > 0);
  const rows = [...images, ...old, ...fleets];
  const closing = closingOf(images, old, fleets, isInSync(overview));
  const notes = [closing, ...offNotes(overview)].join('\n');
  if (rows.length === 0) return notes;
  const head: Row = ['IMAGE', 'TO', 'ACTION', 'WHY'];
  const widths = [0, 1, 2].map((column) =>
    widthOf(
      [head, ...rows].map((row) => row[column] ?? ''),
      NAME_WIDTH,
    ),
  );
  const used = widths.reduce((sum, width) => sum + width + GAP, 0);
  const body = rows.map(([image, destination, action, why]) => [
    image,
    destination,
    action === 'nothing' ? paint('dim', action) : paint('yellow', action),
    why,
  ]);
  const bold = head.map((text) => paint('bold', text));
  const drawn = table([bold, ...body], [...widths, Math.max(20, columns - used)]);
  return `${drawn}\n\n${notes}`;
}

/** How much there is to do and to wait for, and who does it. */
function closingOf(
  images: readonly Row[],
  old: readonly Row[],
  fleets: readonly Row[],
  inSync: boolean,
): string {
  const waits = [
    [waitsIn(images), 'destination'],
    [waitsIn(old), 'old replica'],
    [waitsIn(fleets), 'fleet'],
  ] as const;
  const waiting = waits.flatMap(([count, what]) => (count > 0 ? [plural(count, what)] : []));
  const [own, retiring, moving] = [images, old, fleets].map(stepsIn);
  const more = inSync || waiting.length > 0 || retiring || moving ? '' : ' more';
  const act = own ? `take ${plural(own, 'step')}` : `do nothing${more}`;
  const wait = waiting.length > 0 ? `, and wait for ${waiting.join(' and ')}` : '';
  const lines = [
    `A run would ${act}${wait}.`,
    ...(moving
      ? [`The rollout function, or run --fleets, would take ${plural(moving, 'step')}.`]
      : []),
    ...(retiring ? [`The retention function would take ${plural(retiring, 'step')}.`] : []),
  ];
  return `${lines.join('\n')}${own || moving || retiring ? ' Nothing was changed.' : ''}`;
}

function waitsIn(rows: readonly Row[]): number {
  return rows.filter(([, , action]) => action === 'wait').length;
}

function stepsIn(rows: readonly Row[]): number {
  return rows.filter(([, , action]) => action !== 'nothing').length - waitsIn(rows);
}

/** Old replicas that something would be done about; of images that were named, all. */
function retentionRows({ retention }: Overview, named: boolean): Row[] {
  if (!retention?.on) return [];
  const shown = retention.replicas.filter(({ next }) => named || next.do !== 'keep');
  return [
    ...shown.map(
      ({ image, region, next }): Row => [
        image,
        region,
        next.do === 'keep' ? 'nothing' : next.do,
        next.reason,
      ],
    ),
    ...retention.unread.map(({ region, reason }): Row => ['-', region, 'read region', reason]),
  ];
}

/** Fleets that something would be done about; of images that were named, all. */
function fleetRows({ rollout }: Overview, named: boolean): Row[] {
  if (!rollout?.on) return [];
  const shown = rollout.fleets.filter(({ next }) => named || next.do !== 'nothing');
  return [
    ...shown.map(({ name, region, next }): Row => [`fleet ${name}`, region, next.do, next.reason]),
    ...rollout.unread.map(({ region, reason }): Row => ['-', region, 'read region', reason]),
  ];
}

/** What would be done if the stack allowed it. */
function offNotes(overview: Overview): string[] {
  return [...retentionNotes(overview), ...rolloutNotes(overview)];
}

function rolloutNotes({ rollout }: Overview): string[] {
  if (!rollout || rollout.on) return [];
  const moving = rollout.fleets.filter(({ next }) => next.do === 'update fleet');
  if (moving.length === 0) return [];
  const names = moving.map(({ name, region, target }) => `${name} in ${region} to ${target}`);
  return [
    `Rollout is off. With the stack's parameter rollout, these fleets would move: ${names.join(', ')}.`,
  ];
}

function retentionNotes({ retention }: Overview): string[] {
  if (!retention || retention.on) return [];
  const old = retention.replicas.filter(({ next }) => next.do === 'give notice');
  if (old.length === 0) return [];
  const names = old.map(({ name, region }) => `${name} in ${region}`).join(', ');
  return [
    `Retention is off. With the stack's parameter retention, these would get notice: ${names}.`,
  ];
}

/** What is in sync is not shown; of images that were named, everything is. */
function rowsOf({ name, kind, reason = '', rule, destinations }: ImageView, named: boolean): Row[] {
  if (kind === 'unread') return [[name, '-', 'read tags', reason]];
  if (kind === 'ignored') return named ? [[name, '-', 'nothing', reason]] : [];
  const action = rule?.next === 'report' ? 'announce failure' : 'nothing';
  const rules: Row[] = (rule?.problems ?? []).map((problem) => [name, '-', action, problem]);
  const corrected: Row[] =
    rule?.next === 'clear' ? [[name, '-', 'clear status', 'its rule is valid again']] : [];
  const shown = destinations.filter(
    ({ next, state }) => named || next.do !== 'nothing' || state === 'FAILED',
  );
  const places: Row[] = shown.map((destination) => [
    name,
    destination.region,
    destination.next.do,
    whyOf(destination),
  ]);
  return [...rules, ...corrected, ...places];
}

/** Why a run would do that. The code of what is waited for says little without its message. */
function whyOf({ next, reason }: DestinationView): string {
  return reason && next.reason === reason.code ? `${reason.code}: ${reason.message}` : next.reason;
}
