/** Images that are to be in as many regions each, and what AWS allows. */
export interface Job {
  readonly images: number;
  readonly regions: number;
  /** Copies that each region takes at once. */
  readonly quota: number;
  readonly copyMinutes: number;
}

/** Minutes that no way of copying can undercut: each region takes `quota` copies at once, one after another. */
export function leastMinutes({ images, quota, copyMinutes }: Job): number {
  return Math.ceil(images / quota) * copyMinutes;
}

/** Minutes between two looks of a tool that copies and waits. */
const POLL_MINUTES = 0.5;

/** Minutes of a tool that makes one copy at a time, and looks every 30 seconds whether it is done. */
export function serialMinutes({ images, regions, copyMinutes }: Job): number {
  return images * regions * Math.ceil(copyMinutes / POLL_MINUTES) * POLL_MINUTES;
}
