/* When a replica is to be shared, and what follows when that fails. */

import type { Problem } from '../image.ts';
import { failure } from '../message/failure-code.ts';
import { relationTo } from '../tags/lineage.ts';
import type { Status } from '../tags/status.ts';
import { minutesBetween } from '../time.ts';
import type { Fault } from './aws-error.ts';
import type { Decision, Destination, Replication } from './decision.ts';
import {
  afterFault,
  blockedSince,
  explained,
  isDeniedForGood,
  isEnded,
  waitOf,
} from './on-error.ts';

/** Fingerprint of what a replica is shared as once it is finished; what is remembered, where that is not known. */
export function fingerprintOf({ grants, status }: Destination): string | undefined {
  return grants && 'grants' in grants ? grants.fingerprint : status?.share;
}

/** Shares a replica that is at its end, when the tags ask for other grants than it has; undefined when they do not. */
export function shareOn(replication: Replication, status: Status): Decision | undefined {
  const { grants, observed, source, replicaName, now } = replication;
  // A status that a person wrote says that the replica is to be left alone.
  if (!grants || 'fault' in grants || status.rule === undefined) return undefined;
  const share = grants.fingerprint;
  const isSame = status.share === share;
  if (isSame && !status.sharing) return undefined;
  const reason = 'the replica is not shared as the tags ask';
  if (!observed) return { do: 'read region', rarely: status.sharing ? undefined : true, reason };
  if ('fault' in observed)
    return status.sharing && waitToShare(status, observed.fault, status.sharing);
  const replica = observed.images.find((image) => image.name === replicaName);
  if (replica?.phase !== 'AVAILABLE' || relationTo(source, replica) !== 'ours') return undefined;
  const before: Status = {
    ...status,
    share,
    sharing: (isSame && status.sharing) || now,
    code: isSame ? status.code : undefined,
    text: isSame ? status.text : '',
  };
  const done: Status = { ...status, share, sharing: undefined, code: undefined, text: '' };
  return { do: 'share', replica, grants, before, status: done, reason };
}

/** A decision whose calls share a replica. */
type Sharing = Extract<Decision, { do: 'announce success' | 'share' }>;

/**
 * What follows when a replica cannot be shared: another try later, or the announcement that it is not. The copy ends
 * well in any case.
 * @param replication with the status that accounts for the calls
 */
export function afterShareFault(
  replication: Replication,
  fault: Fault,
  decision: Sharing,
  wasDone = false,
): Decision {
  const { progress, now, status } = replication;
  if (decision.do === 'share') {
    const before = status ?? decision.before;
    const tried = { ...before, blocked: before.sharing };
    const since = blockedSince(tried, fault.code, now);
    const problem = refusalOf({ ...replication, progress: tried }, fault, since);
    if (!problem) return waitToShare(before, fault, since);
    const end = { ...decision.status, code: problem.code, text: problem.message };
    const reason = `the replica stays as it is: ${fault.code}`;
    return {
      do: 'announce share failure',
      problem,
      replica: decision.replica,
      status: end,
      reason,
    };
  }
  const problem = refusalOf(replication, fault, blockedSince(progress, fault.code, now));
  if (problem) {
    const end = { ...decision.status, code: problem.code, text: problem.message };
    return { ...decision, status: end, unshared: problem };
  }
  // Of a replica that was at its end before nothing is in flight: it is shared by the next runs.
  if (!isEnded(replication) && !wasDone) return afterFault(replication, fault, 'share');
  const why = waitOf(fault);
  return {
    ...decision,
    status: { ...decision.status, sharing: now, code: why.code, text: why.message },
  };
}

/** Waits, and remembers since when the same kind of obstacle has stood in the way. */
function waitToShare(status: Status, fault: Fault, since: Date): Decision {
  const why = waitOf(fault);
  const text = status.code === why.code && status.text ? status.text : why.message;
  const next = { ...status, sharing: since, code: why.code, text };
  return { do: 'wait', status: next, reason: `not shared yet: ${fault.code}` };
}

/** Why a replica is not shared for good; undefined for what may pass. */
function refusalOf(replication: Replication, fault: Fault, since: Date): Problem | undefined {
  const { message } = explained(fault, 'share');
  const { giveUpAfterHours } = replication.limits;
  if (fault.kind === 'quota') return failure('ShareLimit', message);
  if (fault.kind === 'permanent' || isDeniedForGood(replication, fault))
    return failure('ShareRefused', message);
  if (minutesBetween(since, replication.now) < giveUpAfterHours * 60) return undefined;
  return failure('ShareRefused', `gave up after ${giveUpAfterHours} hours; ${message}`);
}
