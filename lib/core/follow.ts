import { attemptsSeen, type Decision, fail, minutesBetween, type Pursuit } from './decision.ts';
import type { Image, Problem } from './image.ts';
import type { Status } from './status.ts';

/** How many copies of one image to one region are tried when they fail, the first included. */
export const MAX_ATTEMPTS = 3;

/** A replica of this source, which is followed to its end. */
export function follow(pursuit: Pursuit, replica: Image): Decision {
  const { now, progress, rule, name, limits } = pursuit;
  const since = progress?.word === 'COPYING' ? progress.since : (replica.createdAt ?? now);
  const attempts = attemptsSeen(progress, replica);
  const started = progress?.started ?? since;
  const facts = { attempts, started, redo: progress?.redo, rule, name };
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

/** A replica of this source that failed: once more, or the end. */
export function retry(pursuit: Pursuit, replica: Image): Decision {
  const attempts = attemptsSeen(pursuit.progress, replica);
  return attempts < MAX_ATTEMPTS
    ? remove(pursuit, replica, attempts, `attempt ${attempts} of ${MAX_ATTEMPTS} failed`)
    : follow(pursuit, replica);
}

/** What stands under the replica's name was copied from an earlier image of the source's name. */
export function superseded(pursuit: Pursuit, replica: Image): Decision {
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
  const { redo } = progress ?? {};
  const text = `${reason} and was removed: ${message}`;
  return {
    do: 'remove',
    replica,
    status: { word: 'WAITING', since: now, code, attempts, started, redo, rule, name, text },
    reason,
  };
}

function problemOf(replica: Image): Problem {
  return replica.problem ?? { code: 'IMAGE_COPY_FAILURE', message: 'AWS gives no reason' };
}
