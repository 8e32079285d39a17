import { round } from '../numbers.ts';
import { MEMORY_MEGABYTES } from '../process/child.ts';
import { eventsOf, live, MINUTE, SWEEP_MINUTES } from '../rig/live.ts';
import { destinations } from '../rig/regions.ts';
import { createRig, HOME } from '../rig/rig.ts';
import type { Run } from '../scale/measure.ts';
import type { Plan, Section } from '../section.ts';
import {
  billOf,
  lambdaSeconds,
  type Month,
  runsOf,
  stepFunctionsBill,
  total,
  transitionsPerCopy,
} from './bill.ts';
import { HOURS_A_MONTH } from './prices.ts';
import { countResources } from './stack.ts';

const REGIONS = 5;
const BUILD_MINUTES = 20;
const COPY_MINUTES = 40;
const SIZES = [10, 100, 1000];
/** What Lambda itself writes to the log at each run. */
const LAMBDA_LOG_BYTES = 400;

/** What a month costs, from measured runs. */
export async function money(runs: readonly Run[], { say }: Plan): Promise<Section> {
  say('money: the runs of one image');
  const shared = {
    regions: REGIONS,
    runsPerImage: await runsPerImage(),
    sweeps: (HOURS_A_MONTH * 60) / SWEEP_MINUTES,
    memoryGigabytes: MEMORY_MEGABYTES / 1024,
    alarms: await countResources('alarms', 'AWS::CloudWatch::Alarm'),
    dashboards: await countResources('dashboard', 'AWS::CloudWatch::Dashboard'),
    keys: await countResources('key', 'AWS::KMS::Key'),
  };
  const months = runs
    .filter(({ kind, regions }) => kind === 'waiting run' && regions === REGIONS)
    .filter(({ images }) => SIZES.includes(images))
    .map(
      ({ images, seconds, cpuSeconds, printedBytes }): Month => ({
        ...shared,
        images,
        secondsPerRun: lambdaSeconds(seconds, cpuSeconds, MEMORY_MEGABYTES),
        logBytesPerRun: printedBytes + LAMBDA_LOG_BYTES,
      }),
    );
  const row = (name: string, of: (month: Month) => number) => [
    name,
    ...months.map((month) => round(of(month))),
  ];
  const running = (month: Month) => billOf(month).requests + billOf(month).duration;
  const polling = (month: Month) => stepFunctionsBill(month, COPY_MINUTES);
  return {
    title: 'Money',
    goals: [],
    tables: [
      {
        caption: `US dollars for a month: each image to ${REGIONS} regions, built in ${BUILD_MINUTES} minutes, copied in ${COPY_MINUTES}, one after the other`,
        columns: ['', ...months.map(({ images }) => `${images} images`)],
        rows: [
          row('runs', runsOf),
          row('seconds of a run', ({ secondsPerRun }) => secondsPerRun),
          row('Lambda, requests', (month) => billOf(month).requests),
          row('Lambda, duration', (month) => billOf(month).duration),
          row('logs', (month) => billOf(month).logs),
          row('metrics', (month) => billOf(month).metrics),
          row('messages: SNS, e-mail, KMS', (month) => billOf(month).messages),
          row('key, alarms, dashboard', (month) => billOf(month).fixed),
          row('sum', (month) => total(billOf(month))),
          row('all runs (requests and duration)', running),
          row(`Step Functions, ${transitionsPerCopy(COPY_MINUTES)} transitions a copy`, polling),
          row('Step Functions, times all runs', (month) => polling(month) / running(month)),
        ],
      },
    ],
    plots: [],
  };
}

/** Runs from the event of one image until the watch is off again, the sweep's apart. */
async function runsPerImage(): Promise<number> {
  const rig = createRig({ copyMinutes: () => COPY_MINUTES });
  const events = eventsOf(rig);
  rig.simulation.world.createImage(HOME, {
    name: 'cad',
    buildMinutes: BUILD_MINUTES,
    tags: { 'replicate:to': destinations(REGIONS).join(' ') },
  });
  await live(rig, () => rig.published.length >= REGIONS && !rig.isWatching(), events);
  return rig.runs() - Math.floor(rig.elapsed() / (SWEEP_MINUTES * MINUTE));
}
