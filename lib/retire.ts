/* One run of retention: observe, decide, write, act, record. */

import pMap from 'p-map';
import type { Retirer } from './context.ts';
import { countBy } from './core/group-by.ts';
import { REGIONS_AT_ONCE } from './core/limits.ts';
import { applyRetirement, type RetirementResult } from './run/apply-retirement.ts';
import { correctFamily } from './run/correct-family.ts';
import { throwFailed } from './run/failed-steps.ts';
import { logRetirement } from './run/log-retirement.ts';
import { planRetention, type RegionRetention } from './run/plan-retention.ts';
import { leaveToNextSweep, readMembers } from './run/read-members.ts';
import { announceEarlier } from './run/retired-status.ts';

/** What a run of retention did. */
export interface RetentionSummary {
  /** Replicas of families that were looked at. */
  readonly replicas: number;
  /** Replicas by what was done about them. */
  readonly done: Readonly<Record<string, number>>;
}

/**
 * Keeps the family of replicas as their source images have it, gives old ones notice, deletes those whose notice is over,
 * and announces both. The same for every trigger, so a missed, doubled or late one does no harm.
 * @throws AggregateError when something failed that a retry or a person must mend, after everything else was done
 * @throws when a source image cannot be read, which does not pass: then nothing is known of any family
 */
export async function retire(retirer: Retirer): Promise<RetentionSummary> {
  const members = await readMembers(retirer).catch((e) => leaveToNextSweep(e, retirer.log));
  if (!members) return { replicas: 0, done: {} };
  const regions = await planRetention(members, retirer);
  const uncorrected: unknown[] = [];
  const results = await pMap(
    regions,
    async (region) => {
      const done: RetirementResult[] = [];
      if ('fault' in region) return done;
      for (const planned of region.planned) {
        if (retirer.timeLeft() <= 0) break;
        uncorrected.push(...(await correctFamily(planned, retirer)));
        done.push(await applyRetirement(planned, members, retirer));
      }
      return done;
    },
    { concurrency: REGIONS_AT_ONCE },
  );
  const all = results.flat();
  const earlier = await announceEarlier(members, regions, retirer);
  logRetirement(retirer.log, regions, all);
  meterRetirement(all, retirer);
  const errors = [
    ...regions.flatMap(errorOf),
    ...uncorrected,
    ...all.flatMap(({ error }) => error ?? []),
    ...earlier,
  ];
  throwFailed(errors, retirer.log);
  return { replicas: all.length, done: countsOf(all) };
}

/** A region that cannot be reached is announced when an image is copied there; one that is busy is looked at again. */
function errorOf(region: RegionRetention): string[] {
  if (!('fault' in region)) return [];
  const { kind, code, message } = region.fault;
  if (kind === 'transient' || kind === 'region') return [];
  return [`the replicas in ${region.region} could not be read: ${code}: ${message}`];
}

function meterRetirement(results: readonly RetirementResult[], { meter }: Retirer): void {
  const {
    'give notice': retiring = 0,
    delete: retired = 0,
    'put off': kept = 0,
  } = countsOf(results);
  if (retiring > 0) meter.add('ReplicasRetiring', retiring);
  if (retired > 0) meter.add('ReplicasRetired', retired);
  if (kept > 0) meter.add('RetirementsPutOff', kept);
  meter.add('RetentionSweeps', 1);
}

function countsOf(results: readonly RetirementResult[]): Readonly<Record<string, number>> {
  const done = results.filter((result) => result.done);
  return countBy(done, ({ decision }) => decision.do);
}
