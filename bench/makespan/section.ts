/* Simulated time until many images are in many regions, against the least and against a tool that copies one after the other. */
import { round } from '../numbers.ts';
import { eventsOf, live, MINUTE } from '../rig/live.ts';
import { SHARED_WITH, tagImages } from '../rig/regions.ts';
import { createRig } from '../rig/rig.ts';
import { goal, type Plan, type Section } from '../section.ts';
import { doSerially } from './serial.ts';

const COPY_MINUTES = 40;

/** Images that are to be in as many regions each, and what AWS allows. */
export interface Job {
  readonly images: number;
  readonly regions: number;
  /** Copies that each region takes at once. */
  readonly quota: number;
  readonly copyMinutes: number;
}

/** What a job took: simulated minutes, and calls of AWS. */
export interface Took {
  readonly minutes: number;
  readonly calls: number;
}

export async function makespan({ quick, say }: Plan): Promise<Section> {
  const rows = [];
  for (const job of quick ? jobs([2], [1, 7]) : jobs([2, 5], [1, 7, 50])) {
    const { images, regions, quota } = job;
    say(`makespan: ${images} images, ${regions} regions, quota ${quota}`);
    const { minutes, calls } = await replicate(job);
    const serial = await doSerially(job);
    const least = leastMinutes(job);
    if (minutes < least) throw new Error(`${minutes} minutes are less than is possible, ${least}`);
    const ratio = round(minutes / least, 4);
    const cells = [images, regions, quota, round(minutes, 4), least, ratio, calls];
    const speed = round(serial.minutes / minutes);
    rows.push({ ratio, cells: [...cells, round(serial.minutes, 4), serial.calls, speed] });
  }
  const what = 'simulated time to the last message, times the lower bound';
  return {
    title: 'Makespan',
    goals: [goal(what, 1.05, ...rows.map(({ ratio }) => ratio))],
    tables: [
      {
        caption: `Simulated minutes until every image is in every region and shared with an account, when a copy takes ${COPY_MINUTES}, and calls`,
        columns: [
          ...['images', 'regions', 'quota', 'replicator', 'lower bound', 'ratio', 'calls'],
          ...['one after the other', 'calls', 'times as fast'],
        ],
        rows: rows.map(({ cells }) => cells),
      },
    ],
  };
}

function jobs(quotas: readonly number[], sizes: readonly number[]): readonly Job[] {
  return quotas.flatMap((quota) =>
    sizes.flatMap((images) =>
      [1, 8].map((regions) => ({ images, regions, quota, copyMinutes: COPY_MINUTES })),
    ),
  );
}

/** Lets the replicator do a job: from the moment when all images are AVAILABLE and tagged to the last message that one has ended. */
async function replicate({ copyMinutes, ...job }: Job): Promise<Took> {
  const rig = createRig({ copyMinutes: () => copyMinutes, shareAccounts: [SHARED_WITH] });
  const events = eventsOf(rig);
  tagImages(rig.simulation.world, new Date(0), { ...job, isShared: true });
  const ended = () => rig.published.filter(({ message }) => message.outcome !== 'LATE');
  await live(rig, () => ended().length >= job.images * job.regions, events);
  const endedAt = ended().at(-1)?.at.getTime() ?? Number.NaN;
  return { minutes: (endedAt - rig.startedAt) / MINUTE, calls: rig.simulation.calls.length };
}

/** Minutes that no way of copying can undercut: each region takes `quota` copies at once, one after another. */
export function leastMinutes({ images, quota, copyMinutes }: Job): number {
  return Math.ceil(images / quota) * copyMinutes;
}
