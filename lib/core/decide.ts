import {
  type Decision,
  fail,
  minutesBetween,
  type Pursuit,
  pursuitOf,
  type Situation,
} from './decision.ts';
import type { Fault } from './fault.ts';
import { follow, MAX_ATTEMPTS, retry, superseded } from './follow.ts';
import type { Image } from './image.ts';
import { relationTo } from './lineage.ts';
import type { Wanted } from './rule.ts';
import { afterFault, blockedSince, WAITS } from './setback.ts';
import { isFinal, type Status } from './status.ts';

/**
 * Minutes for which a copy that AppStream accepted may stay out of sight before it is held to be gone: a listing may
 * lag behind.
 */
export const INVISIBLE_MINUTES = 15;

/** Decides one destination of one source image. Pure and total. */
export function decide(situation: Situation): Decision {
  const { wanted, status } = situation;
  const earlier = pursuedEarlier(situation);
  const rest = earlier && settle(earlier);
  if (rest) return rest;
  if (wanted) {
    return pursue(pursuitOf(situation, wanted.name, wanted.fingerprint), wanted);
  }
  return status && !isFinal(status)
    ? { do: 'forget', reason: 'the rule no longer names this region and nothing is in flight' }
    : { do: 'nothing', reason: 'the rule does not name this region' };
}

function pursuedEarlier(situation: Situation): Pursuit | undefined {
  const { status, wanted } = situation;
  if (!status?.name || isFinal(status) || status.name === wanted?.name) return undefined;
  return pursuitOf(situation, status.name, status.rule);
}

/** What is left to be done under an earlier rule; undefined when nothing of it is in flight any more. */
function settle(earlier: Pursuit): Decision | undefined {
  const { source, sight, progress, name } = earlier;
  if (!sight) return { do: 'look', reason: 'a copy under an earlier rule may be in flight' };
  if ('fault' in sight) {
    const next = afterFault(earlier, sight.fault, 'look');
    // That something could not be begun is no news once the rule does not ask for it any more.
    return next.do === 'fail' && progress?.word !== 'COPYING' ? undefined : next;
  }
  const replica = sight.images.find((image) => image.name === name);
  const isOurs = replica && relationTo(source, replica) === 'ours';
  return isOurs ? follow(earlier, replica) : outOfSight(earlier);
}

function pursue(pursuit: Pursuit, wanted: Wanted): Decision {
  const { source, status, sight, progress } = pursuit;
  if (status && isFinal(status) && (status.rule ?? wanted.fingerprint) === wanted.fingerprint) {
    return afterEnd(pursuit, status);
  }
  if (progress?.word !== 'COPYING') {
    if (source.phase === 'FAILED') return sourceFailed(pursuit);
    if (source.phase !== 'AVAILABLE') {
      return { do: 'wait', status: progress, reason: `the source image is ${source.state}` };
    }
  }
  if (!sight) return { do: 'look', reason: 'the destination decides' };
  if ('fault' in sight) return afterFault(pursuit, sight.fault, 'look');
  const replica = sight.images.find((image) => image.name === wanted.name);
  if (!replica) return outOfSight(pursuit) ?? copy(pursuit, wanted);

  const relation = relationTo(source, replica);
  switch (relation) {
    case 'ours':
      return replica.phase === 'FAILED' ? retry(pursuit, replica) : follow(pursuit, replica);
    case 'older':
      return superseded(pursuit, replica);
    case 'newer':
      return afterFault(pursuit, newerBuild(replica), 'copy');
    case 'foreign': {
      const message = `${replica.region} has an image named ${replica.name} that is not a replica of this one`;
      return fail(pursuit, { code: 'NameTaken', message }, message);
    }
    default:
      return relation satisfies never;
  }
}

/**
 * An end is final. But a copy that AWS refused to one run may have been accepted from another at the same time, whose
 * word of it was overwritten. So a replica is looked for, for as long as replications may take, and followed.
 */
function afterEnd(pursuit: Pursuit, { word, rule, attempts, since }: Status): Decision {
  const { source, sight, now, name, limits } = pursuit;
  const rest: Decision = { do: 'nothing', reason: `${word} is final for this rule` };
  const isOld = minutesBetween(since, now) >= limits.giveUpAfterHours * 60;
  if (word !== 'FAILED' || rule === undefined || attempts > 0 || isOld) return rest;
  if (!sight) return { do: 'look', reason: 'another run may have got through' };
  if ('fault' in sight) return rest;
  const replica = sight.images.find((image) => image.name === name);
  if (!replica || replica.phase === 'FAILED') return rest;
  return relationTo(source, replica) === 'ours' ? follow(pursuit, replica) : rest;
}

/** The source was seen as it was before it was built anew, which passes; a forged lineage does not. */
function newerBuild({ name, region }: Image): Fault {
  const message = `${name} in ${region} is a replica of a later build than the image as it was seen`;
  return { kind: 'transient', code: WAITS.newerReplica, message };
}

/** Waits for a copy that was accepted and is not listed, until it has been out of sight for too long. */
function outOfSight(pursuit: Pursuit): Decision | undefined {
  const { progress, now } = pursuit;
  if (progress?.word !== 'COPYING') return undefined;
  const blocked = blockedSince(progress, WAITS.notVisible, now);
  if (minutesBetween(blocked, now) >= INVISIBLE_MINUTES) return undefined;
  const next: Status = { ...progress, code: WAITS.notVisible, blocked, text: '' };
  return { do: 'wait', status: next, reason: 'the copy was accepted and is not visible' };
}

function copy(pursuit: Pursuit, wanted: Wanted): Decision {
  const { progress, now, name, rule } = pursuit;
  const attempts = (progress?.attempts ?? 0) + 1;
  if (attempts > MAX_ATTEMPTS) {
    const message = `the replica disappeared before it was AVAILABLE; ${MAX_ATTEMPTS} copies were made`;
    return fail(pursuit, { code: 'GaveUp', message }, message);
  }
  return {
    do: 'copy',
    wanted,
    status: {
      word: 'COPYING',
      since: now,
      attempts,
      started: progress?.started ?? now,
      redo: progress?.redo,
      rule,
      name,
    },
    reason: attempts === 1 ? 'there is no replica yet' : `attempt ${attempts} of ${MAX_ATTEMPTS}`,
  };
}

function sourceFailed(pursuit: Pursuit): Decision {
  const { name, problem } = pursuit.source;
  const why = problem ? `${problem.code}: ${problem.message}` : 'AWS gives no reason';
  const message = `${name} is FAILED, so it cannot be copied; ${why}`;
  return fail(pursuit, { code: 'SourceFailed', message }, 'the source image failed');
}
