/* Applies decisions region by region, each once its status accounts for it. */

import pMap from 'p-map';
import type { Applier } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import { decide } from '../core/decision/decide.ts';
import {
  type Decision,
  type Destination,
  imagesIn,
  replicationOf,
} from '../core/decision/decision.ts';
import { afterFault, type Step } from '../core/decision/on-error.ts';
import { afterShareFault } from '../core/decision/share.ts';
import { groupBy } from '../core/group-by.ts';
import type { Image, SourceImage } from '../core/image.ts';
import { REGIONS_AT_ONCE } from '../core/limits.ts';
import { applyDecision, type Change, type Quota } from './apply-decision.ts';
import type { Planned } from './plan.ts';

/** What became of one destination. */
export interface Result {
  /** As it was when the calls were made: with the status that accounts for them. */
  readonly destination: Destination;
  /** The decision in the end: a failed call may have turned the first into another. */
  readonly decision: Decision;
  /** True when its calls were made, so that its status is true and can be written. */
  readonly done: boolean;
  /** True for a replica that had been finished before: there is nothing to announce. */
  readonly wasDone?: boolean;
  /** What a person must mend. */
  readonly error?: unknown;
}

/** Writes the statuses that account for what is to be done for an image. @returns whether they stand, so that it may be done */
export type Account = (source: SourceImage) => Promise<boolean>;

/**
 * Carries out decisions. Nothing is done for an image before its statuses account for it. A failure in one never stops
 * another.
 * @param planned oldest image first
 */
export async function apply(
  planned: readonly Planned[],
  applier: Applier,
  account: Account,
): Promise<Result[]> {
  const byRegion = groupBy(planned, ({ destination }) => destination.region);
  const results = await pMap(byRegion.values(), (each) => actOnRegion(each, applier, account), {
    concurrency: REGIONS_AT_ONCE,
  });
  return results.flat();
}

async function actOnRegion(
  planned: readonly Planned[],
  applier: Applier,
  account: Account,
): Promise<Result[]> {
  const read = planned.find(({ destination }) => destination.observed)?.destination;
  const quota: Quota = { copying: read ? imagesIn(read).some(isBeingCopied) : false };
  const results: Result[] = [];
  for (const { destination, decision } of planned)
    results.push(await whenAccounted(destination, decision, quota, applier, account));
  return results;
}

/** A copy may be PENDING before it is COPYING. What is built, updated or imported takes no slot of a copy. */
function isBeingCopied({ state, hasBuilder }: Image): boolean {
  return (state === 'PENDING' || state === 'COPYING') && !hasBuilder;
}

/** What the region's quota has refused already is not tried, so that nothing has to account for it. */
async function whenAccounted(
  destination: Destination,
  decision: Decision,
  quota: Quota,
  applier: Applier,
  account: Account,
): Promise<Result> {
  const isTried = isChange(decision) && !(decision.do === 'copy' && quota.refusal);
  if (!isTried) return carryOut(destination, decision, quota, applier);
  if (!(await account(destination.source))) return { destination, decision, done: false };
  const status = statusBefore(decision) ?? destination.status;
  return carryOut({ ...destination, status }, decision, quota, applier);
}

/** The status that has to be written before a decision is carried out. */
export function statusBefore(decision: Decision): Destination['status'] {
  if (decision.do === 'copy' || decision.do === 'share') return decision.before;
  return decision.do === 'delete replica' ? decision.status : undefined;
}

async function carryOut(
  destination: Destination,
  decision: Decision,
  quota: Quota,
  applier: Applier,
): Promise<Result> {
  if (!isChange(decision)) return unlessDenied(destination, decision, applier);
  if (applier.timeLeft() <= 0) return { destination, decision, done: false };
  const applied = await applyDecision(destination, decision, quota, applier);
  const { fault, taker, wasDone, isOfShare, instead } = applied;
  if (instead) return { destination, decision: instead, done: true };
  if (!fault) return { destination, decision, done: true, wasDone };
  if (applier.isPerson && isOfPerson(fault)) return refusal(destination, decision, fault);
  const next = taker ? withImage(destination, taker) : undefined;
  if (next && !['copy', 'delete replica'].includes(next.decision.do))
    return carryOut(next.destination, next.decision, quota, applier);
  const { replicaName = '', rule } = decision.status;
  const replication = replicationOf(destination, replicaName, rule);
  if (decision.do === 'share' || (decision.do === 'announce success' && isOfShare)) {
    const then = afterShareFault(replication, fault, decision, wasDone);
    return { destination, decision: then, done: true, wasDone };
  }
  const then = afterFault(replication, fault, decision.do satisfies Step, quota);
  return { destination, decision: then, done: true };
}

function isChange(decision: Decision): decision is Change {
  return ['copy', 'delete replica', 'announce success', 'share'].includes(decision.do);
}

/** Decides again, with one more image seen in the destination. */
function withImage(destination: Destination, image: Image): Planned {
  const seen = { ...destination, observed: { images: [...imagesIn(destination), image] } };
  return { destination: seen, decision: decide(seen) };
}

/** What a person may not even look at is their error. */
function unlessDenied(destination: Destination, decision: Decision, { isPerson }: Applier): Result {
  const { observed } = destination;
  const fault = observed && 'fault' in observed ? observed.fault : undefined;
  const rests = ['nothing', 'clear status', 'announce'].includes(decision.do);
  if (isPerson && fault && isOfPerson(fault) && !rests)
    return refusal(destination, decision, fault);
  return { destination, decision, done: decision.do !== 'read region' };
}

/** Whether a fault may be due to a person's permissions, credentials or network, and not the function's. */
function isOfPerson({ kind }: Fault): boolean {
  return kind === 'denied' || kind === 'region';
}

function refusal(destination: Destination, decision: Decision, { code, message }: Fault): Result {
  const error = new Error(
    `${destination.source.name} to ${destination.region}: ${code}: ${message}`,
  );
  return { destination, decision, done: false, error };
}
