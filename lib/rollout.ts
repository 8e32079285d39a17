/* One run of the rollout: plan, then apply fleet by fleet. */

import pMap from 'p-map';
import { faultFrom } from './aws/errors.ts';
import type { FleetUpdater } from './context.ts';
import { countBy } from './core/group-by.ts';
import { REGIONS_AT_ONCE } from './core/limits.ts';
import type { RolloutScope } from './core/rollout/rollout-event.ts';
import { applyRollout, type FleetResult } from './run/apply-rollout.ts';
import { throwFailed } from './run/failed-steps.ts';
import { type PlannedFleet, planRollout, type RegionRollout } from './run/plan-rollout.ts';
import { leaveToNextSweep } from './run/read-members.ts';

/** What a rollout did. */
export interface RolloutSummary {
  /** Fleets that follow a family, of those that were wanted. */
  readonly fleets: number;
  /** Fleets by what was done about them. */
  readonly done: Readonly<Record<string, number>>;
}

/**
 * Looks, decides and acts once. The same for every trigger, so a missed, doubled or late one does no harm.
 * @param isWanted which fleets to act on, all by default
 * @throws AggregateError when something failed that a retry or a person must mend, after everything else was done
 * @throws when a source image cannot be read, which does not pass
 */
export async function rollOut(
  scope: RolloutScope,
  updater: FleetUpdater,
  isWanted: (fleet: PlannedFleet) => boolean = () => true,
): Promise<RolloutSummary> {
  const regions = await planRollout(updater, scope.region).catch((e) =>
    leaveToNextSweep(e, updater.log, updater.isPerson),
  );
  if (!regions) return { fleets: 0, done: {} };
  const errors = regions.flatMap((region) => unreadOf(region, updater));
  const results = (
    await pMap(regions, (region) => applyTo(region, isWanted, updater), {
      concurrency: REGIONS_AT_ONCE,
    })
  ).flat();
  errors.push(...results.flatMap(({ error }) => error ?? []));
  if (scope.isSweep) updater.meter.add('RolloutSweeps', 1);
  throwFailed(errors, updater.log);
  return { fleets: results.length, done: countBy(results, ({ decision }) => decision.do) };
}

/** A region that is unreachable or busy is left to the next sweep. */
function unreadOf(region: RegionRollout, { log }: FleetUpdater): unknown[] {
  if (!('fault' in region)) return [];
  const { kind, code, message } = region.fault;
  log.warn('fleets not read', { region: region.region, fault: region.fault });
  return kind === 'transient' || kind === 'region'
    ? []
    : [new Error(`the fleets in ${region.region} could not be read: ${code}: ${message}`)];
}

async function applyTo(
  region: RegionRollout,
  isWanted: (fleet: PlannedFleet) => boolean,
  updater: FleetUpdater,
): Promise<FleetResult[]> {
  if ('fault' in region) return [];
  const results: FleetResult[] = [];
  for (const planned of region.planned.filter(isWanted)) {
    const result = await applyRollout(planned, updater);
    note(result, updater);
    results.push(result);
  }
  return results;
}

/** One line for each fleet; one that changed nothing only when debugging. */
function note(
  { planned, decision, done, written, error }: FleetResult,
  { log, meter }: FleetUpdater,
): void {
  const { name, region } = planned.fleetCase.fleet;
  const fields = {
    fleet: name,
    region,
    decision: decision.do,
    reason: decision.reason,
    done,
    ...(written !== undefined && { status: written }),
    ...(error !== undefined && { fault: faultFrom(error) }),
  };
  if (error !== undefined) log.error('fleet', fields);
  else log[written === undefined ? 'debug' : 'info']('fleet', fields);
  if (!done) return;
  if (decision.do === 'update fleet' || decision.do === 'announce success')
    meter.add('FleetsUpdated', 1);
  if (decision.do === 'announce failure') {
    meter.add('RolloutsFailed', 1);
    meter.add('RolloutsFailed', 1, ['reason', decision.problem.code]);
  }
}
