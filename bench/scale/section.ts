import { growth, round } from '../numbers.ts';
import { openWorkshop } from '../process/build.ts';
import type { Line, Plan, Section } from '../section.ts';
import { type Bench, LATENCY, measureRuns, openBench, type Run } from './measure.ts';
import { type Stopped, stopInTime } from './stop.ts';

/** Lambda's own limit, in seconds. */
const MOST_SECONDS = 15 * 60;

const AHEAD =
  'the first run writes a status of every image before it tries copies; the bound only of those that it tries until the quota refuses one';

/** All runs of a measuring, and a run that had to stop. */
export interface Scale {
  readonly runs: readonly Run[];
  readonly stopped: Stopped;
}

/** Runs the packaged function over few and over many images, against a service that takes its time. */
export async function measureScale({ quick, say }: Plan): Promise<Scale> {
  const sizes = quick ? [10, 100, 400] : [10, 100, 500, 1000, 2000];
  const regions = quick ? [5] : [1, 5, 20];
  const workshop = await openWorkshop();
  try {
    const bench = await openBench(workshop);
    const runs: Run[] = [];
    for (const R of regions) {
      for (const N of sizes) {
        say(`scale: ${N} images, ${R} regions`);
        runs.push(...(await fastest(bench, N, R)));
      }
    }
    say('scale: a run that has to stop');
    return { runs, stopped: await stopInTime(bench, quick ? 40 : 100, 20, quick ? 1500 : 3000) };
  } finally {
    await workshop.remove();
  }
}

/** Short runs are measured three times: what else the machine does only ever adds, so the fastest counts. */
async function fastest(bench: Bench, images: number, regions: number): Promise<Run[]> {
  const times = images <= 100 ? 3 : 1;
  const all: Run[] = [];
  for (let n = 0; n < times; n += 1) all.push(...(await measureRuns(bench, images, regions)));
  const byKind = Map.groupBy(all, ({ kind }) => kind);
  return [...byKind.values()].flatMap((runs) =>
    runs.toSorted((a, b) => a.seconds - b.seconds).slice(0, 1),
  );
}

/** How long one run takes, against what the latency of the calls allows. */
export function scale({ runs, stopped }: Scale): Section {
  const most = Math.max(...runs.map(({ regions }) => regions));
  const last = runs.filter(({ kind, regions }) => kind === 'first run' && regions === most);
  const [small, large] = [last.at(-3), last.at(-1)];
  const slope =
    small && large
      ? growth([small.images, small.seconds], [large.images, large.seconds])
      : Number.NaN;
  return {
    title: 'Scale of one run',
    goals: [
      {
        what: 'wall time of a run, times the bound',
        limit: 1.5,
        measured: round(Math.max(...runs.map(({ seconds, bound }) => seconds / bound))),
        note: AHEAD,
      },
      { what: 'growth with the number of images, as a power', limit: 1.1, measured: round(slope) },
      {
        what: 'peak memory, MB',
        limit: 256,
        measured: round(Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes))),
      },
      {
        what: 'the longest run, times a fifth of Lambda’s 15 minutes',
        limit: 1,
        measured: round(Math.max(...runs.map(({ seconds }) => seconds)) / (MOST_SECONDS / 5), 2),
      },
      {
        what: 'copies that are missing or doubled after runs that had to stop',
        limit: 0,
        measured: stopped.doubled + stopped.wanted - sum(stopped.copiesByRun),
      },
      {
        what: 'time of a run that had to stop, times its limit',
        limit: 1,
        measured: round(stopped.longest, 2),
      },
    ],
    tables: [
      {
        caption: `One run, each call of which takes ${LATENCY} ms`,
        columns: [
          '',
          'images',
          'regions',
          'calls',
          'seconds',
          'bound, s',
          'ratio',
          'processor, s',
          'peak, MB',
        ],
        rows: runs.map((run) => [
          ...[run.kind, run.images, run.regions, run.calls, round(run.seconds), run.bound],
          ...[round(run.seconds / run.bound), round(run.cpuSeconds), round(run.peakMegabytes)],
        ]),
      },
      {
        caption: `A run that has to stop: ${stopped.wanted} copies, no quota`,
        columns: ['run', 'copies begun'],
        rows: stopped.copiesByRun.map((copies, n) => [n + 1, copies]),
      },
    ],
    plots: [
      {
        name: 'scale',
        title: 'Seconds that the first run over so many images takes',
        x: { name: 'images', log: true },
        y: { name: 'seconds', log: true },
        lines: [Math.min(...runs.map(({ regions }) => regions)), most].flatMap((regions) =>
          lines(runs, regions),
        ),
      },
    ],
  };
}

function lines(runs: readonly Run[], regions: number): Line[] {
  const those = runs.filter((run) => run.kind === 'first run' && run.regions === regions);
  const line = (name: string, of: (run: Run) => number, isBound = false): Line => ({
    name: `${name}, ${regions} regions`,
    isBound,
    points: those.map((run) => [run.images, round(of(run))]),
  });
  return [line('measured', ({ seconds }) => seconds), line('bound', ({ bound }) => bound, true)];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
