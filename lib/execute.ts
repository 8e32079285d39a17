import pMap from 'p-map';
import { decide } from './core/decide.ts';
import { type Decision, pursuitOf, type Situation } from './core/decision.ts';
import type { Fault } from './core/fault.ts';
import type { Image, SourceImage } from './core/image.ts';
import { afterFault, type Step } from './core/setback.ts';
import { type Actor, type Deed, perform, type Quota } from './perform.ts';
import type { Task } from './survey.ts';

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

/** Regions acted on at once; within one, a single thing at a time and the oldest image first. */
const REGIONS_AT_ONCE = 10;

/** Writes the statuses that account for what is to be done for an image. @returns whether they stand, so that it may be done */
export type Account = (source: SourceImage) => Promise<boolean>;

/**
 * Carries out decisions. Nothing is done for an image before its statuses account for it. A failure in one never stops
 * another.
 * @param tasks oldest image first
 */
export async function execute(
  tasks: readonly Task[],
  actor: Actor,
  account: Account,
): Promise<Outcome[]> {
  const byRegion = Map.groupBy(tasks, ({ situation }) => situation.region);
  const outcomes = await pMap(byRegion.values(), (each) => actOnRegion(each, actor, account), {
    concurrency: REGIONS_AT_ONCE,
  });
  return outcomes.flat();
}

async function actOnRegion(
  tasks: readonly Task[],
  actor: Actor,
  account: Account,
): Promise<Outcome[]> {
  const looked = tasks.find(({ situation }) => situation.sight)?.situation;
  const quota: Quota = { copying: looked ? imagesIn(looked).some(isBeingCopied) : false };
  const outcomes: Outcome[] = [];
  for (const { situation, decision } of tasks)
    outcomes.push(await whenAccounted(situation, decision, quota, actor, account));
  return outcomes;
}

function imagesIn({ sight }: Situation): readonly Image[] {
  return sight && 'images' in sight ? sight.images : [];
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
  actor: Actor,
  account: Account,
): Promise<Outcome> {
  const isTried = isDeed(decision) && !(decision.do === 'copy' && quota.refusal);
  if (!isTried) return carryOut(situation, decision, quota, actor);
  if (!(await account(situation.source))) return { situation, decision, done: false };
  const status = statusBefore(decision) ?? situation.status;
  return carryOut({ ...situation, status }, decision, quota, actor);
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
  actor: Actor,
): Promise<Outcome> {
  if (!isDeed(decision)) return unlessDenied(situation, decision, actor);
  if (actor.timeLeft() <= 0) return { situation, decision, done: false };
  const { fault, taker, wasDone } = await perform(situation, decision, quota, actor);
  if (!fault) return { situation, decision, done: true, wasDone };
  if (actor.isPerson && isOfPerson(fault)) return refusal(situation, decision, fault);
  const next = taker ? withImage(situation, taker) : undefined;
  if (next && !['copy', 'remove'].includes(next.decision.do))
    return carryOut(next.situation, next.decision, quota, actor);
  const { name = '', rule } = decision.status;
  const pursuit = pursuitOf(situation, name, rule);
  const then = afterFault(pursuit, fault, decision.do satisfies Step, quota.copying);
  return { situation, decision: then, done: true };
}

function isDeed(decision: Decision): decision is Deed {
  return decision.do === 'copy' || decision.do === 'remove' || decision.do === 'finish';
}

/** Decides again, with one more image seen in the destination. */
function withImage(situation: Situation, image: Image): Task {
  const seen = { ...situation, sight: { images: [...imagesIn(situation), image] } };
  return { situation: seen, decision: decide(seen) };
}

/** What a person may not even look at is their error. */
function unlessDenied(situation: Situation, decision: Decision, { isPerson }: Actor): Outcome {
  const { sight } = situation;
  const fault = sight && 'fault' in sight ? sight.fault : undefined;
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
