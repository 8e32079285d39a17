/* Makes the calls of the decision about one fleet, once its status accounts for them. */

import { removeTags, setTags, updateFleet } from '../aws/appstream/write.ts';
import { faultFrom } from '../aws/errors.ts';
import type { FleetUpdater } from '../context.ts';
import { failure } from '../core/message/failure-code.ts';
import { decideFleet } from '../core/rollout/decide-fleet.ts';
import { FLEET_WAITS, type FleetDecision, fail } from '../core/rollout/fleet-decision.ts';
import { type FleetStatus, formatFleetStatus } from '../core/rollout/fleet-status.ts';
import { afterUpdateFault } from '../core/rollout/on-fleet-error.ts';
import { tagKeys } from '../core/tags/keys.ts';
import { announceFleet } from './announce-rollout.ts';
import { isThere } from './family-replicas.ts';
import { type PlannedFleet, planFleetAgain } from './plan-rollout.ts';
import { leaveToNextSweep } from './read-members.ts';

/** What became of one fleet. */
export interface FleetResult {
  readonly planned: PlannedFleet;
  /** The decision in the end: another look or a refusal may have turned the first into another. */
  readonly decision: FleetDecision;
  /** Whether its calls were made. */
  readonly done: boolean;
  /** The status tag that was written last. */
  readonly written?: string;
  /** What a retry or a person must mend. */
  readonly error?: unknown;
}

/** Carries out the decision about one fleet. Never throws. */
export async function applyRollout(
  planned: PlannedFleet,
  updater: FleetUpdater,
): Promise<FleetResult> {
  if (updater.timeLeft() <= 0) return { planned, decision: planned.decision, done: false };
  const run = new FleetRun(planned, updater);
  try {
    const decision = await run.carryOut(planned, planned.decision);
    return { planned, decision, done: true, written: run.written };
  } catch (error) {
    // A fleet that is gone needs no status.
    const isGone = faultFrom(error).kind === 'missing';
    const { decision } = planned;
    return { planned, decision, done: isGone, written: run.written, ...(!isGone && { error }) };
  }
}

const UNSEEN: FleetDecision = { do: 'nothing', reason: 'the fleet or its image cannot be seen' };

/** One fleet in one run. What stands in its tag already is not written again. */
class FleetRun {
  readonly #updater: FleetUpdater;
  readonly #first: PlannedFleet;
  #standing: string | undefined;
  written: string | undefined;

  constructor(planned: PlannedFleet, updater: FleetUpdater) {
    this.#first = planned;
    this.#updater = updater;
    this.#standing = planned.tags[tagKeys(updater.tagPrefix).fleetStatus];
  }

  /** @returns the decision in the end */
  async carryOut(planned: PlannedFleet, decision: FleetDecision): Promise<FleetDecision> {
    switch (decision.do) {
      case 'nothing':
        return decision;
      case 'clear status':
        await this.#clear();
        return decision;
      case 'wait':
      case 'note image':
        await this.#write(decision.status);
        return decision;
      case 'announce':
        // Without a topic the mark stays, for who has one.
        if (this.#updater.topicArn !== undefined) await this.#announce(planned, decision.status);
        return decision;
      case 'announce success':
        await this.#announce(planned, decision.status);
        return decision;
      case 'announce failure':
        await this.#announce(planned, decision.status, decision.problem);
        return decision;
      case 'update fleet':
        return this.#update(planned, decision);
      default:
        return decision satisfies never;
    }
  }

  /** The status stands, then the fleet is looked at again, then it is updated. */
  async #update(
    planned: PlannedFleet,
    decision: Extract<FleetDecision, { do: 'update fleet' }>,
  ): Promise<FleetDecision> {
    const { target, before } = decision;
    await this.#write(before);
    const again = await planFleetAgain(planned, this.#updater).catch(this.#leave);
    if (!again) return UNSEEN;
    if (again === 'gone') return this.#gone(planned);
    const next = again.decision;
    if (next.do !== 'update fleet') return this.carryOut(again, next);
    const { status, fleet } = again.fleetCase;
    const { image } = next.target;
    const isOthers = status?.code === FLEET_WAITS.updating && status.to !== before.to;
    if (isOthers || image.arn !== target.image.arn)
      return { do: 'nothing', reason: 'another image is the one to use by now' };
    if (!(await isThere(image, this.#updater).catch(this.#leave))) return UNSEEN;
    const { region, name } = fleet;
    try {
      await updateFleet(this.#updater.appstream(region), name, image.arn);
    } catch (error) {
      return this.#afterFault(again, decision, error);
    }
    await this.#announce(again, { ...next.status, since: this.#updater.now() });
    return next;
  }

  /** AWS may have changed the fleet although the call failed. */
  async #afterFault(
    planned: PlannedFleet,
    { target, before }: Extract<FleetDecision, { do: 'update fleet' }>,
    error: unknown,
  ): Promise<FleetDecision> {
    const fault = faultFrom(error);
    if (this.#updater.isPerson && fault.kind === 'denied') throw error;
    const seen = await planFleetAgain(planned, this.#updater).catch(this.#leave);
    if (!seen) return UNSEEN;
    if (seen === 'gone') return this.#gone(planned);
    const fleetCase = { ...seen.fleetCase, status: before };
    const next = decideFleet(fleetCase);
    const isUpdated = next.do === 'announce success';
    return this.carryOut(seen, isUpdated ? next : afterUpdateFault(fleetCase, target, fault));
  }

  /** Undefined for what AWS is too busy to show: the status of the fleet stands for the next sweep. */
  #leave = (error: unknown): undefined =>
    leaveToNextSweep(error, this.#updater.log, this.#updater.isPerson);

  /** A fleet that is gone cannot remember that this was announced: it is tried once. */
  async #gone(planned: PlannedFleet): Promise<FleetDecision> {
    const message = `${planned.fleetCase.fleet.name} was deleted while it was to be updated`;
    const failed = fail(planned.fleetCase, failure('FleetGone', message));
    if (failed.do === 'announce failure')
      await announceFleet(planned, failed.status, this.#updater, failed.problem);
    return failed;
  }

  /** Marked as due before it is announced; the mark is taken off afterwards. Without a topic nothing is due. */
  async #announce(
    planned: PlannedFleet,
    status: FleetStatus,
    problem?: Parameters<typeof announceFleet>[3],
  ): Promise<void> {
    const { asked: _, from: __, due: ___, ...rest } = status;
    if (this.#updater.topicArn !== undefined) {
      await this.#write({ ...status, due: this.#updater.now() });
      await announceFleet(planned, status, this.#updater, problem);
    }
    await this.#write(rest);
  }

  async #write(status: FleetStatus): Promise<void> {
    const { arn, region } = this.#first.fleetCase.fleet;
    const value = formatFleetStatus(status);
    if (value === this.#standing) return;
    const key = tagKeys(this.#updater.tagPrefix).fleetStatus;
    await setTags(this.#updater.appstream(region), arn, { [key]: value });
    this.#standing = value;
    this.written = value;
  }

  async #clear(): Promise<void> {
    const { arn, region } = this.#first.fleetCase.fleet;
    const key = tagKeys(this.#updater.tagPrefix).fleetStatus;
    await removeTags(this.#updater.appstream(region), arn, [key]);
    this.#standing = undefined;
  }
}
