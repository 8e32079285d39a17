/* How long one run takes, against what the latency of the calls allows. */
import { round } from '../numbers.ts';
import { openWorkshop } from '../process/build.ts';
import { MEMORY_MEGABYTES } from '../process/child.ts';
import { type Goal, goal, type Plan, type Section, type Table } from '../section.ts';
import { LATENCY, measureRuns, measureTick, type Run } from './measure.ts';

/** A fifth of Lambda's own limit, in seconds. */
const MOST_SECONDS = (15 * 60) / 5;

/** Runs the packaged function over few and over many images, against a service that takes its time. */
export async function scale({ quick, say }: Plan): Promise<Section> {
  const sizes = quick ? [10, 50, 200] : [10, 100, 1000, 10_000];
  const workshop = await openWorkshop();
  try {
    const { path: module } = await workshop.bundle('handlers/replicate.ts', 'product.mjs');
    const { path: probe } = await workshop.bundle('bench/process/probe.ts', 'probe.mjs');
    const runs: Run[] = [];
    for (const regions of quick ? [5] : [5, 20]) {
      for (const images of sizes) {
        say(`scale: ${images} images, ${regions} regions`);
        const times = !quick && images <= 100 ? 3 : 1;
        const bundles = { module, probe };
        runs.push(...(await fastest(times, () => measureRuns(bundles, images, regions))));
        runs.push(...(await fastest(times, () => measureTick(bundles, images, regions))));
      }
    }
    return { title: 'Scale of one run', goals: goalsOf(runs), tables: [tableOf(runs)] };
  } finally {
    await workshop.remove();
  }
}

/** Short runs are measured three times: what else the machine does only ever adds, so the fastest counts. */
async function fastest(times: number, measure: () => Promise<Run[]>): Promise<Run[]> {
  const all: Run[] = [];
  for (let n = 0; n < times; n += 1) all.push(...(await measure()));
  const byKind = Map.groupBy(all, ({ kind }) => kind);
  return [...byKind.values()].flatMap((runs) =>
    runs.toSorted((a, b) => a.seconds - b.seconds).slice(0, 1),
  );
}

function goalsOf(runs: readonly Run[]): Goal[] {
  const seconds = runs.map((run) => run.seconds);
  const ticks = runs.filter(({ kind }) => kind === 'tick');
  const [small, , large] = runs.filter(({ kind }) => kind === 'first run').slice(-3);
  return [
    goal('wall time of a run, times the bound', 1.5, ...runs.map(timesBound)),
    goal('seconds of a tick, of a minute', 60, ...ticks.map(({ seconds }) => round(seconds))),
    goal('growth with the number of images, as a power', 1.1, round(growth(small, large))),
    goal(
      'peak memory, MB',
      MEMORY_MEGABYTES,
      ...runs.map(({ peakMegabytes }) => round(peakMegabytes)),
    ),
    goal(
      'seconds of the longest run, a fifth of Lambda’s limit',
      MOST_SECONDS,
      ...seconds.map((each) => round(each)),
    ),
  ];
}

function timesBound({ seconds, bound }: Run): number {
  return round(seconds / bound);
}

/** The exponent of the power law that leads from one run to another: 1 when time grows as the images do. */
function growth(small: Run | undefined, large: Run | undefined): number {
  if (!small || !large) return Number.NaN;
  return Math.log(large.seconds / small.seconds) / Math.log(large.images / small.images);
}

function tableOf(runs: readonly Run[]): Table {
  return {
    caption: `One run, each call of which takes ${LATENCY} ms`,
    columns: [
      ...['', 'images', 'regions', 'calls', 'seconds', 'bound, s', 'ratio'],
      ...['processor, s', 'peak, MB'],
    ],
    rows: runs.map((run) => [
      ...[run.kind, run.images, run.regions, run.calls, round(run.seconds), run.bound],
      ...[timesBound(run), round(run.cpuSeconds), round(run.peakMegabytes)],
    ]),
  };
}
