/* Simulated time until many images are in many regions, against the least and against one copy at a time. */
import { round } from '../numbers.ts';
import { eventsOf, live, MINUTE } from '../rig/live.ts';
import { tagImages } from '../rig/regions.ts';
import { createRig } from '../rig/rig.ts';
import { goal, type Plan, type Section } from '../section.ts';

const COPY_MINUTES = 40;
/** Minutes between two looks of a tool that copies and waits. */
const POLL_MINUTES = 0.5;

/** Images that are to be in as many regions each, and what AWS allows. */
export interface Job {
  readonly images: number;
  readonly regions: number;
  /** Copies that each region takes at once. */
  readonly quota: number;
  readonly copyMinutes: number;
}

export async function makespan({ quick, say }: Plan): Promise<Section> {
  const rows = [];
  for (const job of jobs(quick ? [1, 7] : [1, 7, 50], [1, 8])) {
    const { images, regions, quota } = job;
    say(`makespan: ${images} images, ${regions} regions, quota ${quota}`);
    const minutes = await minutesOf(job);
    const [least, serial] = [leastMinutes(job), serialMinutes(job)];
    if (minutes < least) throw new Error(`${minutes} minutes are less than is possible, ${least}`);
    const ratio = round(minutes / least, 4);
    const cells = [images, regions, quota, round(minutes, 4), least, ratio];
    rows.push({ ratio, cells: [...cells, serial, round(serial / minutes)] });
  }
  const what = 'simulated time to the last message, times the lower bound';
  return {
    title: 'Makespan',
    goals: [goal(what, 1.05, ...rows.map(({ ratio }) => ratio))],
    tables: [
      {
        caption: `Simulated minutes until every image is in every region; a copy takes ${COPY_MINUTES}`,
        columns: [
          ...['images', 'regions', 'quota', 'measured', 'lower bound', 'ratio'],
          ...['one at a time', 'times as fast'],
        ],
        rows: rows.map(({ cells }) => cells),
      },
    ],
  };
}

function jobs(sizes: readonly number[], spreads: readonly number[]): readonly Job[] {
  return [2, 5].flatMap((quota) =>
    sizes.flatMap((images) =>
      spreads.map((regions) => ({ images, regions, quota, copyMinutes: COPY_MINUTES })),
    ),
  );
}

/** Simulated minutes from the moment when all images are AVAILABLE and tagged to the last message that one has ended. */
async function minutesOf({ images, regions, quota, copyMinutes }: Job): Promise<number> {
  const rig = createRig({ copyMinutes: () => copyMinutes });
  const events = eventsOf(rig);
  tagImages(rig.simulation.world, new Date(0), { images, regions, quota });
  const ended = () => rig.published.filter(({ message }) => message.outcome !== 'LATE');
  await live(rig, () => ended().length >= images * regions, events);
  return (ended().at(-1)?.at.getTime() ?? Number.NaN) / MINUTE - rig.startedAt / MINUTE;
}

/** Minutes that no way of copying can undercut: each region takes `quota` copies at once, one after another. */
export function leastMinutes({ images, quota, copyMinutes }: Job): number {
  return Math.ceil(images / quota) * copyMinutes;
}

/** Minutes of a tool that makes one copy at a time, and looks every 30 seconds whether it is done. */
export function serialMinutes({ images, regions, copyMinutes }: Job): number {
  return images * regions * Math.ceil(copyMinutes / POLL_MINUTES) * POLL_MINUTES;
}
