/* What follows from the state of the replica that is there. */

import type { Image, Problem } from '../image.ts';
import { MAX_ATTEMPTS, RETRY_MINUTES } from '../limits.ts';
import { failure } from '../message/failure-code.ts';
import { WAITS } from '../message/wait-code.ts';
import type { Status } from '../tags/status.ts';
import { minutesBetween } from '../time.ts';
import {
  attemptsSeen,
  type Decision,
  factsOf,
  fail,
  isUnremembered,
  latenessOf,
  orLate,
  type Replication,
} from './decision.ts';
import { isEnded, waitFor, waitInVain } from './on-error.ts';
import { fingerprintOf } from './share.ts';

/** A replica of this source, which is followed to its end. */
export function follow(replication: Replication, replica: Image): Decision {
  const { now, progress, status } = replication;
  const ended = isEnded(replication) ? status : undefined;
  const attempts = attemptsSeen(progress ?? ended, replica);
  const started =
    progress?.started ?? (isUnremembered(progress, replica) ? replica.createdAt : undefined);
  const facts = { ...factsOf(replication), attempts, started };
  switch (replica.phase) {
    case 'AVAILABLE': {
      const share = fingerprintOf(replication);
      const status: Status = { ...facts, word: 'AVAILABLE', since: now, share };
      const reason = 'the replica is AVAILABLE';
      return { do: 'announce success', replica, status, mayBeDone: !replication.status, reason };
    }
    case 'FAILED':
      return fail(replication, problemOf(replica), `attempt ${attempts} failed, the last`, replica);
    case 'DELETING':
      return waitFor(replication, deleting(replica));
    case 'UNSETTLED':
      return copying(replication, replica, facts);
    default:
      return replica.phase satisfies never;
  }
}

/**
 * A replica without a status that carries no lineage was not announced. Its lineage will say that it was, so that it was
 * not has to stand in a status first: it is followed, and announced by the next run.
 */
export function unannounced({ status }: Extract<Decision, { do: 'announce success' }>): Decision {
  const reason = 'the replica is AVAILABLE and has no status yet';
  return { do: 'wait', status: { ...status, word: 'COPYING', share: undefined }, reason };
}

/** A copy that goes on: it was seen to begin. */
function copying(
  replication: Replication,
  replica: Image,
  facts: Omit<Status, 'word' | 'since'>,
): Decision {
  const { progress, now } = replication;
  const isKnown = progress?.word === 'COPYING';
  const since = isKnown ? progress.since : (replica.createdAt ?? now);
  const status: Status = {
    ...facts,
    word: 'COPYING',
    since,
    started: facts.started ?? since,
    ...latenessOf(progress, 'COPYING'),
  };
  const wait = { do: 'wait', status, reason: `the replica is ${replica.state}` } as const;
  return orLate(replication, replica.createdAt ?? since, wait, { replica });
}

/** A replica of this source that failed: once more, or the end. */
export function retry(replication: Replication, replica: Image): Decision {
  const { progress, now } = replication;
  const attempts = attemptsSeen(progress, replica);
  if (attempts >= MAX_ATTEMPTS) return follow(replication, replica);
  const isNoted = progress?.word === 'WAITING' && progress.attempts === attempts;
  if (isNoted) {
    const reason = `attempt ${attempts} of ${MAX_ATTEMPTS} failed`;
    const pause = untilNextAttempt(replication);
    if (pause) return pause;
    if (progress.code !== WAITS.copyFailed) return removeOn(replication, replica, progress, reason);
    // The pause is over: from now on it counts how long the replica cannot be removed.
    const status = { ...progress, code: WAITS.failedReplica, since: now };
    return { do: 'delete replica', replica, status, reason };
  }
  // A failed replica that nobody was following is one that was left when the destination was started again.
  const isFollowed = progress?.word === 'COPYING' || isUnremembered(progress, replica);
  const reason = `attempt ${attempts} of ${MAX_ATTEMPTS} failed`;
  const status: Status = {
    ...factsOf(replication),
    word: 'WAITING',
    since: now,
    code: isFollowed ? WAITS.copyFailed : WAITS.failedReplica,
    attempts,
    started: progress?.started ?? (isFollowed ? replica.createdAt : undefined),
    text: `${reason} - the copy is made again: ${problemOf(replica).message}`,
  };
  return { do: 'delete replica', replica, status, reason };
}

/** Goes on removing a failed replica that AWS leaves there: late after a time, and in vain after another. */
function removeOn(
  replication: Replication,
  replica: Image,
  status: Status,
  reason: string,
): Decision {
  const { name, region } = replica;
  const message = `${name} in ${region} is FAILED and could not be deleted yet: ${problemOf(replica).message}`;
  const wait = waitInVain(replication, status, { code: WAITS.failedReplica, message });
  return wait.do === 'wait' ? { do: 'delete replica', replica, status, reason } : wait;
}

/** Waits until the next copy is due; undefined when it is. */
export function untilNextAttempt({ progress, now }: Replication): Decision | undefined {
  if (progress?.word !== 'WAITING' || progress.code !== WAITS.copyFailed) return undefined;
  const pause = RETRY_MINUTES[progress.attempts] ?? 0;
  if (minutesBetween(progress.since, now) >= pause) return undefined;
  const reason = `the next copy is made ${pause} minutes after the last failed`;
  return { do: 'wait', status: progress, reason };
}

/** What stands under the replica's name was copied from an earlier image of the source's name. */
export function superseded(replication: Replication, replica: Image): Decision {
  const { progress, now, source } = replication;
  switch (replica.phase) {
    case 'AVAILABLE': {
      const message = `${replica.name} in ${replica.region} is a replica of an earlier image named ${source.name}`;
      return fail(replication, failure('StaleReplica', message), message);
    }
    case 'FAILED': {
      const reason = 'a failed replica of an earlier image';
      if (progress?.code === WAITS.failedReplica) {
        return removeOn(replication, replica, progress, reason);
      }
      const isKept = progress?.code === WAITS.deleting;
      const status: Status = {
        ...factsOf(replication),
        word: 'WAITING',
        since: isKept ? progress.since : now,
        ...latenessOf(progress, 'WAITING'),
        code: WAITS.failedReplica,
        text: `${reason} is deleted: ${problemOf(replica).message}`,
      };
      return { do: 'delete replica', replica, status, reason };
    }
    case 'DELETING':
      return waitFor(replication, deleting(replica));
    case 'UNSETTLED': {
      const message = `a replica of an earlier image is ${replica.state}`;
      return waitFor(replication, { code: WAITS.olderReplica, message });
    }
    default:
      return replica.phase satisfies never;
  }
}

/** An image that is about to give its name back. */
export function deleting({ name, region }: Image): Problem {
  return { code: WAITS.deleting, message: `${name} in ${region} is being deleted` };
}

function problemOf(replica: Image): Problem {
  return replica.problem ?? failure('IMAGE_COPY_FAILURE', 'AWS gives no reason');
}
