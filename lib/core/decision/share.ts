/* When a replica is to be shared, and what follows when that fails. */

import type { Image, Problem } from '../image.ts';
import { failure } from '../message/failure-code.ts';
import { askedAfter, type Status } from '../tags/status.ts';
import { minutesBetween } from '../time.ts';
import type { Fault } from './aws-error.ts';
import { type Decision, type Destination, ownReplica, type Replication } from './decision.ts';
import {
  afterFault,
  blockedSince,
  explained,
  isDeniedForGood,
  isEnded,
  steadyText,
  waitOf,
} from './on-error.ts';

/** Fingerprint of what a replica is shared as once it is finished; what is remembered, where that is not known. */
export function fingerprintOf({ grants, status }: Destination): string | undefined {
  return grants && 'grants' in grants ? grants.fingerprint : status?.share;
}

/**
 * Shares a replica that is at its end, when the tags ask for other grants than it has; undefined when they do not. Other
 * grants are another occasion, which is asked for anew.
 */
export function shareOn(replication: Replication, status: Status): Decision | undefined {
  const { grants, observed, now } = replication;
  // A status that a person wrote says that the replica is to be left alone.
  if (status.rule === undefined) return undefined;
  if (!grants) return shareNoLonger(status, 'the stack shares no replicas any more');
  if ('fault' in grants)
    return status.sharing && notShared(replication, status, ofReading(grants.fault));
  const share = grants.fingerprint;
  const isSame = status.share === share;
  if (isSame && !status.sharing) return undefined;
  const reason = 'the replica is not shared as the tags ask';
  if (!observed) return { do: 'read region', rarely: status.sharing ? undefined : true, reason };
  if ('fault' in observed)
    return status.sharing && notShared(replication, status, ofReading(observed.fault));
  const replica = ownReplica(replication);
  if (replica?.phase !== 'AVAILABLE')
    return shareNoLonger(status, 'the replica is not there any more');
  const asked = askedAfter(status.asked, now);
  const begun: Status = { ...status, asked, share, sharing: now, code: undefined, text: '' };
  const before = isSame ? status : begun;
  const done: Status = { ...before, sharing: undefined, code: undefined, text: '' };
  return { do: 'share', replica, grants, before, status: done, reason };
}

/** What was begun and cannot be finished is not remembered: it starts over where it is asked for again. */
export function shareNoLonger(status: Status, reason: string): Decision | undefined {
  if (!status.sharing) return undefined;
  const { share: _, sharing: __, ...rest } = status;
  return { do: 'wait', status: { ...rest, code: undefined, text: '' }, reason };
}

/** What cannot be read says nothing of the grants: it may pass, but for what IAM refuses. */
function ofReading(fault: Fault): Fault {
  return fault.kind === 'denied' ? fault : { ...fault, kind: 'transient' };
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
  const { progress, now } = replication;
  if (decision.do === 'share')
    return notShared(replication, decision.before, fault, decision.replica);
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

/**
 * Waits, and remembers since when the same kind of obstacle has stood in the way, or ends what is tried in vain.
 * @param status of a replica that is being shared
 */
function notShared(
  replication: Replication,
  status: Status,
  fault: Fault,
  replica?: Image,
): Decision {
  const tried = { ...status, blocked: status.sharing };
  const sharing = blockedSince(tried, fault.code, replication.now);
  const from = status.asked ?? sharing;
  const problem = refusalOf({ ...replication, progress: tried }, fault, from);
  if (problem) {
    const { code, message: text } = problem;
    const end = { ...status, sharing: undefined, code, text };
    const reason = `the replica stays as it is: ${fault.code}`;
    return { do: 'announce share failure', problem, replica, status: end, reason };
  }
  const why = waitOf(fault);
  const next = { ...status, sharing, code: why.code, text: steadyText(status, why) };
  return { do: 'wait', status: next, reason: `not shared yet: ${fault.code}` };
}

/**
 * Why a replica is not shared for good; undefined for what may pass.
 * @param from since when it is tried
 */
function refusalOf(replication: Replication, fault: Fault, from: Date): Problem | undefined {
  const { message } = explained(fault, 'share');
  const { giveUpAfterHours } = replication.limits;
  if (fault.kind === 'quota') return failure('ShareLimit', message);
  if (fault.kind === 'permanent' || isDeniedForGood(replication, fault))
    return failure('ShareRefused', message);
  if (minutesBetween(from, replication.now) < giveUpAfterHours * 60) return undefined;
  return failure('ShareRefused', `gave up after ${giveUpAfterHours} hours; ${message}`);
}
