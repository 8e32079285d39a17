import { round } from '../numbers.ts';
import type { Goal, Plan, Plot, Section, Table } from '../section.ts';
import {
  ANY_DESIGN,
  leastToRead,
  leastToReplicate,
  leastToWait,
  NO_DATABASE,
  SWEEPS_A_DAY,
} from './least.ts';
import { callsOfIdleDay, callsToReplicate, callsToWait, sum } from './measure.ts';

const LIMIT = 1.3;
const BY_DESIGN = 'missed by design: this is what it costs to have no database';

/** Counts calls, against the least that can do. */
export async function calls({ quick, say }: Plan): Promise<Section> {
  say('calls: one image to 1, 8 and 20 regions');
  const replicate = await replicating();
  say('calls: waiting ticks');
  const wait = await waiting(quick ? [1, 50] : [1, 10, 50, 500]);
  say('calls: idle days');
  const idle = await idling(quick ? [10] : [10, 100]);
  const worst = ({ rows }: Table, column: number) =>
    Math.max(...rows.map((row) => Number(row[column])));
  const goal = (what: string, measured: number, note?: string): Goal => ({
    what: `${what}, times the least`,
    limit: LIMIT,
    measured,
    note,
  });
  return {
    title: 'Calls',
    goals: [
      goal('calls per replicated image, without a database', worst(replicate, 6)),
      goal('calls per replicated image, with state elsewhere', worst(replicate, 8), BY_DESIGN),
      goal('calls per waiting tick, without a database', worst(wait, 4)),
      goal('calls per waiting tick, with state elsewhere', worst(wait, 6), BY_DESIGN),
      goal('calls per idle day', worst(idle, 3)),
    ],
    tables: [needs(), replicate, wait, idle],
    plots: [plot(replicate)],
  };
}

function plot({ rows }: Table): Plot {
  const line = (name: string, column: number, isBound = false) => ({
    name,
    isBound,
    points: rows.map((row) => [Number(row[0]), Number(row[column])] as const),
  });
  return {
    name: 'calls',
    title: 'Calls to replicate one image, waiting ticks apart',
    x: { name: 'regions' },
    y: { name: 'calls' },
    lines: [
      line('measured', 4),
      line('least without a database', 5, true),
      line('least of any design', 7, true),
    ],
  };
}

function needs(): Table {
  return {
    caption: 'The least: calls to replicate one image to R regions that finish together',
    columns: ['call', 'because', 'times for R = 1', 'R = 8', 'any design', 'without a database'],
    rows: NO_DATABASE.map((need) => [
      need.call,
      need.why,
      need.times(1),
      need.times(8),
      ANY_DESIGN.includes(need) ? 'yes' : '',
      'yes',
    ]),
  };
}

async function replicating(): Promise<Table> {
  const rows = [];
  for (const regions of [1, 8, 20]) {
    const measured = await callsToReplicate(regions);
    const least = leastToReplicate(NO_DATABASE, regions);
    const any = leastToReplicate(ANY_DESIGN, regions);
    const { appstream, sns, events } = measured;
    const all = sum(measured);
    rows.push([
      ...[regions, appstream, sns, events, all],
      ...[least, round(all / least), any, round(all / any)],
    ]);
  }
  return {
    caption: 'Calls to replicate one image, waiting ticks apart',
    columns: [
      ...['regions', 'AppStream', 'SNS', 'EventBridge', 'all'],
      ...['least without a database', 'ratio', 'least of any design', 'ratio'],
    ],
    rows,
  };
}

async function waiting(sizes: readonly number[]): Promise<Table> {
  const rows = [];
  for (const images of sizes) {
    for (const regions of [1, 8, 20]) {
      const measured = await callsToWait(images, regions);
      const any = leastToWait(regions);
      const least = leastToRead(images) + any;
      rows.push([
        ...[images, regions, measured],
        ...[least, round(measured / least), any, round(measured / any)],
      ]);
    }
  }
  return {
    caption: 'Calls of a tick that finds one image in flight, and nothing changed',
    columns: [
      ...['images', 'regions', 'calls'],
      ...['least without a database', 'ratio', 'least of any design', 'ratio'],
    ],
    rows,
  };
}

async function idling(sizes: readonly number[]): Promise<Table> {
  const rows = [];
  for (const images of sizes) {
    const measured = await callsOfIdleDay(images, SWEEPS_A_DAY);
    const least = SWEEPS_A_DAY * leastToRead(images);
    rows.push([images, measured, least, round(measured / least)]);
  }
  return {
    caption: `Calls of a day on which nothing happens: ${SWEEPS_A_DAY} sweeps`,
    columns: ['images', 'calls', 'least', 'ratio'],
    rows,
  };
}
