import {
  attemptsSeen,
  type Decision,
  fail,
  minutesBetween,
  type Pursuit,
  pursuitOf,
  type Situation,
} from './decision.ts';
import type { Image, Problem } from './image.ts';
import { relationTo } from './lineage.ts';
import type { Wanted } from './rule.ts';
import { afterFault, blockedSince, WAITS } from './setback.ts';
import { isFinal, type Status } from './status.ts';

/** How many copies of one image to one region are tried when they fail, the first included. */
export const MAX_ATTEMPTS = 3;

/**
 * Minutes for which a copy that AppStream accepted may stay out of sight before it is held to be gone: a listing may
 * lag behind.
 */
export const INVISIBLE_MINUTES = 15;

/** Decides one destination of one source image. Pure and total. */
export function decide(situation: Situation): Decision {
  const { source, wanted, status, sight } = situation;
  const earlier = pursuedEarlier(situation);
  if (earlier) {
    if (!sight) return { do: 'look', reason: 'a copy under an earlier rule may be in flight' };
    if ('fault' in sight) return afterFault(earlier, sight.fault, 'look');
    const replica = sight.images.find((image) => image.name === earlier.name);
    if (replica && relationTo(source, replica) === 'ours') return follow(earlier, replica);
    const unseen = outOfSight(earlier);
    if (unseen) return unseen;
  }
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

function pursue(pursuit: Pursuit, wanted: Wanted): Decision {
  const { source, status, sight, progress } = pursuit;
  if (status && isFinal(status) && (status.rule ?? wanted.fingerprint) === wanted.fingerprint) {
    return { do: 'nothing', reason: `${status.word} is final for this rule` };
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
      return {
        do: 'wait',
        status: progress,
        reason: 'the replica is of a newer build than the source as seen',
      };
    case 'foreign': {
      const message = `${replica.region} has an image named ${replica.name} that is not a replica of this one`;
      return fail(pursuit, { code: 'NameTaken', message }, message);
    }
    default:
      return relation satisfies never;
  }
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
      rule,
      name,
    },
    reason: attempts === 1 ? 'there is no replica yet' : `attempt ${attempts} of ${MAX_ATTEMPTS}`,
  };
}

/** A replica of this source, which is followed to its end. */
function follow(pursuit: Pursuit, replica: Image): Decision {
  const { now, progress, rule, name, limits } = pursuit;
  const since = progress?.word === 'COPYING' ? progress.since : (replica.createdAt ?? now);
  const attempts = attemptsSeen(progress, replica);
  const facts = { attempts, started: progress?.started ?? since, rule, name };
  switch (replica.phase) {
    case 'AVAILABLE': {
      const next: Status = { ...facts, word: 'AVAILABLE', since: now };
      return { do: 'finish', replica, status: next, reason: 'the replica is AVAILABLE' };
    }
    case 'FAILED':
      return fail(pursuit, problemOf(replica), `attempt ${attempts} failed, the last`, replica);
    case 'DELETING':
      return { do: 'wait', status: progress, reason: 'the replica is being deleted' };
    case 'UNSETTLED': {
      const next: Status = { ...facts, word: 'COPYING', since, late: progress?.late };
      const minutes = minutesBetween(replica.createdAt ?? since, now);
      return minutes >= limits.lateAfterHours * 60 && !progress?.late
        ? {
            do: 'late',
            replica,
            status: { ...next, late: true },
            reason: `in flight for ${minutes} minutes`,
          }
        : { do: 'wait', status: next, reason: `the replica is ${replica.state}` };
    }
    default:
      return replica.phase satisfies never;
  }
}

function retry(pursuit: Pursuit, replica: Image): Decision {
  const attempts = attemptsSeen(pursuit.progress, replica);
  return attempts < MAX_ATTEMPTS
    ? remove(pursuit, replica, attempts, `attempt ${attempts} of ${MAX_ATTEMPTS} failed`)
    : follow(pursuit, replica);
}

/** What stands under the replica's name was copied from an earlier image of the source's name. */
function superseded(pursuit: Pursuit, replica: Image): Decision {
  switch (replica.phase) {
    case 'AVAILABLE': {
      const message = `${replica.name} in ${replica.region} is a replica of an earlier image named ${pursuit.source.name}`;
      return fail(pursuit, { code: 'StaleReplica', message }, message);
    }
    case 'FAILED':
      return remove(
        pursuit,
        replica,
        pursuit.progress?.attempts ?? 0,
        'a failed replica of an earlier image',
      );
    case 'DELETING':
    case 'UNSETTLED':
      return {
        do: 'wait',
        status: pursuit.progress,
        reason: `a replica of an earlier image is ${replica.state}`,
      };
    default:
      return replica.phase satisfies never;
  }
}

function remove(pursuit: Pursuit, replica: Image, attempts: number, reason: string): Decision {
  const { code, message } = problemOf(replica);
  const { now, progress, rule, name } = pursuit;
  const started = progress?.started ?? (attempts > 0 ? replica.createdAt : undefined);
  const text = `${reason} and was removed: ${message}`;
  return {
    do: 'remove',
    replica,
    status: { word: 'WAITING', since: now, code, attempts, started, rule, name, text },
    reason,
  };
}

function sourceFailed(pursuit: Pursuit): Decision {
  const { name, problem } = pursuit.source;
  const why = problem ? `${problem.code}: ${problem.message}` : 'AWS gives no reason';
  const message = `${name} is FAILED, so it cannot be copied; ${why}`;
  return fail(pursuit, { code: 'SourceFailed', message }, 'the source image failed');
}

function problemOf(replica: Image): Problem {
  return replica.problem ?? { code: 'IMAGE_COPY_FAILURE', message: 'AWS gives no reason' };
}
