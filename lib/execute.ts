import pMap from 'p-map';
import { type Decision, pursuitOf, type Situation } from './core/decision.ts';
import { afterFault, type Step } from './core/setback.ts';
import { formatStatus } from './core/status.ts';
import { type TagKeys, tagKeys } from './core/tags.ts';
import { type Actor, count, perform, type Quota } from './perform.ts';
import type { Task } from './survey.ts';

/** What became of one destination. */
export interface Outcome {
  readonly situation: Situation;
  /** The decision in the end: a failed call may have turned the first into another. */
  readonly decision: Decision;
  /** True when it was carried out, so that its status is true and can be remembered. */
  readonly done: boolean;
  /** What a retry or a person must mend. */
  readonly error?: unknown;
  /** The status tag that it leaves on the source; undefined where it leaves what stands there. */
  readonly news: string | undefined;
}

/** Regions acted on at once; within one, a single thing at a time and the oldest image first. */
const REGIONS_AT_ONCE = 10;

/**
 * Carries out decisions. A failure in one never stops another.
 * @param tasks oldest image first
 */
export async function execute(tasks: readonly Task[], actor: Actor): Promise<Outcome[]> {
  const byRegion = Map.groupBy(tasks, ({ situation }) => situation.region);
  const outcomes = await pMap(byRegion.values(), (each) => actOnRegion(each, actor), {
    concurrency: REGIONS_AT_ONCE,
  });
  return outcomes.flat();
}

async function actOnRegion(tasks: readonly Task[], actor: Actor): Promise<Outcome[]> {
  const sight = tasks.find(({ situation }) => situation.sight)?.situation.sight;
  const images = sight && 'images' in sight ? sight.images : [];
  const quota: Quota = { copying: images.some(({ state }) => state === 'COPYING') };
  const keys = tagKeys(actor.tagPrefix);
  const outcomes: Outcome[] = [];
  for (const { situation, decision } of tasks) {
    const carriedOut = await carryOut(situation, decision, quota, actor);
    const news = newsOf(situation, carriedOut.decision, keys);
    outcomes.push({ situation, news, ...carriedOut });
  }
  return outcomes;
}

function newsOf(
  { source, region }: Situation,
  decision: Decision,
  keys: TagKeys,
): string | undefined {
  const tag = 'status' in decision && decision.status ? formatStatus(decision.status) : undefined;
  return tag === source.tags[keys.status(region)] ? undefined : tag;
}

async function carryOut(
  situation: Situation,
  decision: Decision,
  quota: Quota,
  actor: Actor,
): Promise<Pick<Outcome, 'decision' | 'done' | 'error'>> {
  switch (decision.do) {
    case 'nothing':
    case 'forget':
    case 'wait':
      return { decision, done: true };
    case 'look':
      return { decision, done: false };
    default:
      break;
  }
  if (actor.timeLeft() <= 0) return { decision, done: false };
  const { fault, error } = await perform(situation, decision, quota, actor);
  if (fault) {
    const { name = '', rule } = decision.status;
    const step: Step = decision.do === 'copy' || decision.do === 'remove' ? decision.do : 'finish';
    const next = afterFault(pursuitOf(situation, name, rule), fault, step, quota.copying);
    return carryOut(situation, next, quota, actor);
  }
  if (error === undefined) count(decision, actor.meter, situation);
  return { decision, done: error === undefined, error };
}
