/* Applies decisions region by region, each once its status accounts for it. */

import pMap from 'p-map';
import type { Applier } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import { decide } from '../core/decision/decide.ts';
import { type Decision, replicationOf, type Situation } from '../core/decision/decision.ts';
import { afterFault, type Step } from '../core/decision/on-error.ts';
import type { Image, SourceImage } from '../core/image.ts';
import { REGIONS_AT_ONCE } from '../core/limits.ts';
import { applyDecision, type Change, type Quota } from './apply-decision.ts';
import type { Task } from './plan.ts';

/** What became of one destination. */
export interface Outcome {
  /** As it was when the calls were made: with the status that accounts for them. */
  readonly situation: Situation;
  /** The decision in the end: a failed call may have turned the first into another. */
  readonly decision: Decision;
  /** True when its calls were made, so that its status is true and can be remembered. */
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
 * @param tasks oldest image first
 */
export async function apply(
  tasks: readonly Task[],
  applier: Applier,
  account: Account,
): Promise<Outcome[]> {
  const byRegion = Map.groupBy(tasks, ({ situation }) => situation.region);
  const outcomes = await pMap(byRegion.values(), (each) => actOnRegion(each, applier, account), {
    concurrency: REGIONS_AT_ONCE,
  });
  return outcomes.flat();
}

async function actOnRegion(
  tasks: readonly Task[],
  applier: Applier,
  account: Account,
): Promise<Outcome[]> {
  const looked = tasks.find(({ situation }) => situation.observed)?.situation;
  const quota: Quota = { copying: looked ? imagesIn(looked).some(isBeingCopied) : false };
  const outcomes: Outcome[] = [];
  for (const { situation, decision } of tasks)
    outcomes.push(await whenAccounted(situation, decision, quota, applier, account));
  return outcomes;
}

function imagesIn({ observed }: Situation): readonly Image[] {
  return observed && 'images' in observed ? observed.images : [];
}

/** A copy may be PENDING before it is COPYING. What an image builder makes takes no slot of a copy. */
function isBeingCopied({ phase, hasBuilder }: Image): boolean {
  return phase === 'UNSETTLED' && !hasBuilder;
}

/** What the region's quota has refused already is not tried, so that nothing has to account for it. */
async function whenAccounted(
  situation: Situation,
  decision: Decision,
  quota: Quota,
  applier: Applier,
  account: Account,
): Promise<Outcome> {
  const isTried = isChange(decision) && !(decision.do === 'copy' && quota.refusal);
  if (!isTried) return carryOut(situation, decision, quota, applier);
  if (!(await account(situation.source))) return { situation, decision, done: false };
  const status = statusBefore(decision) ?? situation.status;
  return carryOut({ ...situation, status }, decision, quota, applier);
}

/** The status that has to be written before a decision is carried out. */
export function statusBefore(decision: Decision): Situation['status'] {
  if (decision.do === 'copy') return decision.before;
  return decision.do === 'remove' ? decision.status : undefined;
}

async function carryOut(
  situation: Situation,
  decision: Decision,
  quota: Quota,
  applier: Applier,
): Promise<Outcome> {
  if (!isChange(decision)) return unlessDenied(situation, decision, applier);
  if (applier.timeLeft() <= 0) return { situation, decision, done: false };
  const { fault, taker, wasDone } = await applyDecision(situation, decision, quota, applier);
  if (!fault) return { situation, decision, done: true, wasDone };
  if (applier.isPerson && isOfPerson(fault)) return refusal(situation, decision, fault);
  const next = taker ? withImage(situation, taker) : undefined;
  if (next && !['copy', 'remove'].includes(next.decision.do))
    return carryOut(next.situation, next.decision, quota, applier);
  const { name = '', rule } = decision.status;
  const replication = replicationOf(situation, name, rule);
  const then = afterFault(replication, fault, decision.do satisfies Step, quota.copying);
  return { situation, decision: then, done: true };
}

function isChange(decision: Decision): decision is Change {
  return decision.do === 'copy' || decision.do === 'remove' || decision.do === 'finish';
}

/** Decides again, with one more image seen in the destination. */
function withImage(situation: Situation, image: Image): Task {
  const seen = { ...situation, observed: { images: [...imagesIn(situation), image] } };
  return { situation: seen, decision: decide(seen) };
}

/** What a person may not even look at is their error. */
function unlessDenied(situation: Situation, decision: Decision, { isPerson }: Applier): Outcome {
  const { observed } = situation;
  const fault = observed && 'fault' in observed ? observed.fault : undefined;
  const rests = ['nothing', 'forget', 'announce'].includes(decision.do);
  if (isPerson && fault && isOfPerson(fault) && !rests) return refusal(situation, decision, fault);
  return { situation, decision, done: decision.do !== 'look' };
}

/** Whether a fault may be due to a person's permissions, credentials or network, and not the function's. */
function isOfPerson({ kind }: Fault): boolean {
  return kind === 'denied' || kind === 'region';
}

function refusal(situation: Situation, decision: Decision, { code, message }: Fault): Outcome {
  const error = new Error(`${situation.source.name} to ${situation.region}: ${code}: ${message}`);
  return { situation, decision, done: false, error };
}
