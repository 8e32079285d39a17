import { round } from '../numbers.ts';
import { eventsOf, live, MINUTE } from '../rig/live.ts';
import { tagImages } from '../rig/regions.ts';
import { createRig } from '../rig/rig.ts';
import type { Plan, Section } from '../section.ts';
import { type Job, leastMinutes, serialMinutes } from './bounds.ts';

const COPY_MINUTES = 40;

/** Simulated time until many images are in many regions, against the least and against one copy at a time. */
export async function makespan({ quick, say }: Plan): Promise<Section> {
  const images = quick ? [1, 7] : [1, 7, 50];
  const regions = quick ? [1, 8] : [1, 8, 20];
  const jobs = [2, 5].flatMap((quota) =>
    images.flatMap((K) =>
      regions.map((R): Job => ({ images: K, regions: R, quota, copyMinutes: COPY_MINUTES })),
    ),
  );
  const done: { job: Job; minutes: number }[] = [];
  for (const job of jobs) {
    say(`makespan: ${job.images} images, ${job.regions} regions, quota ${job.quota}`);
    done.push({ job, minutes: await minutesOf(job) });
  }
  const most = Math.max(...regions);
  const line = (
    name: string,
    minutes: (each: (typeof done)[number]) => number,
    isBound = false,
  ) => ({
    name,
    isBound,
    points: done
      .filter(({ job }) => job.regions === most && job.quota === 2)
      .map((each) => [each.job.images, round(minutes(each) / 60)] as const),
  });
  return {
    title: 'Makespan',
    goals: [
      {
        what: 'simulated time to the last message, times the lower bound',
        limit: 1.05,
        measured: Math.max(
          ...done.map(({ job, minutes }) => round(minutes / leastMinutes(job), 4)),
        ),
      },
    ],
    tables: [
      {
        caption: `Simulated minutes until every image is in every region; a copy takes ${COPY_MINUTES}`,
        columns: [
          ...['images', 'regions', 'quota', 'measured', 'lower bound', 'ratio'],
          ...['one at a time', 'times as fast'],
        ],
        rows: done.map(({ job, minutes }) => [
          ...[job.images, job.regions, job.quota, round(minutes, 4), leastMinutes(job)],
          ...[round(minutes / leastMinutes(job), 4)],
          ...[serialMinutes(job), round(serialMinutes(job) / minutes)],
        ]),
      },
    ],
    plots: [
      {
        name: 'makespan',
        title: `Hours until all images are in ${most} regions, two copies at once in each`,
        x: { name: 'images' },
        y: { name: 'hours (simulated)', log: true },
        lines: [
          line('measured', ({ minutes }) => minutes),
          line('lower bound', ({ job }) => leastMinutes(job), true),
          line('one copy at a time', ({ job }) => serialMinutes(job), true),
        ],
      },
    ],
  };
}

/** Simulated minutes from the moment when all images are AVAILABLE and tagged to the last message. */
async function minutesOf({ images, regions, quota, copyMinutes }: Job): Promise<number> {
  const rig = createRig({ copyMinutes: () => copyMinutes });
  const events = eventsOf(rig);
  tagImages(rig.simulation.world, new Date(0), { images, regions, quota });
  const ended = () => rig.published.filter(({ message }) => message.outcome !== 'LATE');
  await live(rig, () => ended().length >= images * regions, events);
  return (ended().at(-1)?.at.getTime() ?? Number.NaN) / MINUTE - rig.startedAt / MINUTE;
}
