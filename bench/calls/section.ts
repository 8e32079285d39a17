/* Calls to AWS, against the least that can do, and what AWS bills for. */
import { round } from '../numbers.ts';
import { goal, type Plan, type Section, type Table } from '../section.ts';
import {
  ANY_DESIGN,
  leastToRead,
  leastToReplicate,
  leastToWait,
  leastToWaitWithoutDatabase,
  NO_DATABASE,
  SWEEPS_A_DAY,
} from './least.ts';
import {
  callsOfIdleDay,
  callsToReplicate,
  callsToWait,
  invocationsToReplicate,
  sum,
} from './measure.ts';

const LIMIT = 1.15;

/** A table, and what was measured in it as multiples of the least that its design allows. */
interface Count {
  readonly table: Table;
  readonly ratios: readonly number[];
}

/** Counts calls, and what AWS bills for. */
export async function calls({ quick, say }: Plan): Promise<Section> {
  say('calls: one image to 1, 8 and 20 regions');
  const replicate = await replicating([1, 8, 20]);
  say('calls: waiting ticks');
  const wait = await waiting(quick ? [1, 50] : [1, 10, 100, 1000], [1, 8, 20]);
  say('calls: idle days');
  const idle = await idling(quick ? [10] : [10, 100]);
  say('calls: invocations');
  return {
    title: 'Calls',
    goals: [
      goal('calls per replicated image, times the least', LIMIT, ...replicate.ratios),
      goal('calls per waiting tick, times the least', LIMIT, ...wait.ratios),
      goal('calls per idle day, times the least', LIMIT, ...idle.ratios),
    ],
    tables: [await bill(), needs(), replicate.table, wait.table, idle.table],
  };
}

async function bill(): Promise<Table> {
  const work = { regions: 5, buildMinutes: 20, copyMinutes: 40 };
  const each = await invocationsToReplicate(work);
  const sweeps = (SWEEPS_A_DAY * 365) / 12;
  const months = [10, 100, 1000];
  return {
    caption: `What AWS bills for in a month: each image to ${work.regions} regions, built in ${work.buildMinutes} minutes, copied in ${work.copyMinutes}, one after the other`,
    columns: ['', ...months.map((images) => `${images} images`)],
    rows: [
      ['Lambda invocations', ...months.map((images) => images * each + sweeps)],
      ['SNS messages', ...months.map((images) => images * work.regions)],
    ],
  };
}

function needs(): Table {
  return {
    caption: 'The least: calls to replicate one image to R regions that finish together',
    columns: ['call', 'because', 'R = 1', 'R = 8', 'needed with a database too'],
    rows: NO_DATABASE.map((need) => [
      ...[need.call, need.why, need.times(1), need.times(8)],
      ANY_DESIGN.includes(need) ? 'yes' : 'no',
    ]),
  };
}

async function replicating(sizes: readonly number[]): Promise<Count> {
  const counted = [];
  for (const regions of sizes) {
    const { appstream, sns, events } = await callsToReplicate(regions);
    const all = sum({ appstream, sns, events });
    const least = leastToReplicate(NO_DATABASE, regions);
    const any = leastToReplicate(ANY_DESIGN, regions);
    counted.push({ cells: [regions, appstream, sns, events], all, least, any });
  }
  return compare(
    'Calls to replicate one image, waiting ticks apart',
    ['regions', 'AppStream', 'SNS', 'EventBridge', 'all'],
    counted,
  );
}

async function waiting(sizes: readonly number[], spreads: readonly number[]): Promise<Count> {
  const counted = [];
  for (const images of sizes) {
    for (const regions of spreads) {
      const all = await callsToWait(images, regions);
      const least = leastToWaitWithoutDatabase(1, regions);
      counted.push({ cells: [images, regions], all, least, any: leastToWait(regions) });
    }
  }
  return compare(
    'Calls of a tick that finds one image in flight, and nothing changed',
    ['images', 'regions', 'calls'],
    counted,
  );
}

async function idling(sizes: readonly number[]): Promise<Count> {
  const counted = [];
  for (const images of sizes) {
    const all = await callsOfIdleDay(images, SWEEPS_A_DAY);
    const least = SWEEPS_A_DAY * leastToRead(images);
    counted.push({ cells: [images], all, least });
  }
  const caption = `Calls of a day on which nothing happens: ${SWEEPS_A_DAY} sweeps`;
  return compare(caption, ['images', 'calls'], counted);
}

interface Counted {
  readonly cells: readonly number[];
  readonly all: number;
  readonly least: number;
  /** The least of a design that keeps its state in a database. Its own calls are not counted. */
  readonly any?: number;
}

function compare(caption: string, columns: readonly string[], counted: readonly Counted[]): Count {
  const withDatabase = counted.some(({ any }) => any !== undefined);
  return {
    ratios: counted.map(({ all, least }) => round(all / least)),
    table: {
      caption,
      columns: [
        ...[...columns, 'least', 'ratio'],
        ...(withDatabase ? ['least with a database', 'ratio'] : []),
      ],
      rows: counted.map(({ cells, all, least, any }) => [
        ...[...cells, all, least, round(all / least)],
        ...(any === undefined ? [] : [any, round(all / any)]),
      ]),
    },
  };
}
