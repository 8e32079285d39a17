import { HOURS_A_MONTH, PRICES } from './prices.ts';

/** A month of the replicator. */
export interface Month {
  /** Images that are built, one after the other. As many are in the account. */
  readonly images: number;
  /** Destinations of each. */
  readonly regions: number;
  /** Runs from an image's event to its last message. */
  readonly runsPerImage: number;
  readonly sweeps: number;
  /** Duration of a run that finds nothing changed. */
  readonly secondsPerRun: number;
  readonly memoryGigabytes: number;
  readonly logBytesPerRun: number;
  readonly alarms: number;
  readonly dashboards: number;
  readonly keys: number;
}

/** Dollars. */
export interface Bill {
  readonly requests: number;
  readonly duration: number;
  readonly logs: number;
  readonly metrics: number;
  readonly messages: number;
  /** Key, alarms, dashboard. */
  readonly fixed: number;
}

/** What a month costs. */
export function billOf(month: Month): Bill {
  const { images, regions } = month;
  const runs = runsOf(month);
  const messages = images * regions;
  // Started, available, and a time for each region: each sent in one hour of an image's life at the least.
  const metricHours = (2 + regions) * Math.min(images, HOURS_A_MONTH);
  // In flight, and sweeps: all month.
  const metrics = 2 + metricHours / HOURS_A_MONTH;
  return {
    requests: runs * PRICES.lambdaRequest,
    duration: runs * month.secondsPerRun * month.memoryGigabytes * PRICES.lambdaGigabyteSecond,
    logs: ((runs * month.logBytesPerRun) / 1e9) * PRICES.logGigabyte,
    metrics: metrics * PRICES.metric,
    messages: messages * (PRICES.publish + PRICES.email + PRICES.keyRequest),
    fixed:
      month.keys * PRICES.key + month.alarms * PRICES.alarm + month.dashboards * PRICES.dashboard,
  };
}

/** Runs of a month. */
export function runsOf({ images, runsPerImage, sweeps }: Month): number {
  return images * runsPerImage + sweeps;
}

/** Dollars of all parts together. */
export function total(bill: Bill): number {
  return Object.values(bill).reduce((sum, part) => sum + part, 0);
}

/**
 * Seconds that Lambda bills for a run that was measured on a whole processor. At 1,769 MB a function has one (AWS
 * Lambda Developer Guide, "Configure Lambda function memory"), with less memory a share of it; waiting takes no longer.
 */
export function lambdaSeconds(seconds: number, cpuSeconds: number, megabytes: number): number {
  return seconds + cpuSeconds * Math.max(0, 1769 / megabytes - 1);
}

/** Transitions of a state machine that copies to one region: it waits, looks and decides every minute. */
export function transitionsPerCopy(copyMinutes: number): number {
  const begin = 2;
  const end = 2;
  return begin + 3 * Math.ceil(copyMinutes) + end;
}

/** Dollars of a month in which Step Functions polls every copy once a minute. */
export function stepFunctionsBill({ images, regions }: Month, copyMinutes: number): number {
  return images * regions * transitionsPerCopy(copyMinutes) * PRICES.stateTransition;
}
