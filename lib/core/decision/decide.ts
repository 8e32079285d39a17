/* Decides what is to be done about one destination of one source image. */

import type { Image } from '../image.ts';
import { INVISIBLE_MINUTES, MAX_ATTEMPTS } from '../limits.ts';
import { failure } from '../message/failure-code.ts';
import { WAITS } from '../message/wait-code.ts';
import { isRuleOf, type Wanted } from '../tags/destinations.ts';
import { dueOf, isAnnouncementDue, isWatched } from '../tags/due.ts';
import { relationTo } from '../tags/lineage.ts';
import { isFinal, type Status } from '../tags/status.ts';
import { minutesBetween } from '../time.ts';
import type { Fault } from './aws-error.ts';
import {
  type Decision,
  type Destination,
  factsOf,
  fail,
  ownReplica,
  type Replication,
  replicationOf,
} from './decision.ts';
import { afterFault, blockedSince, waitFor } from './on-error.ts';
import { deleting, follow, retry, superseded, untilNextAttempt } from './replica.ts';
import { shareNoLonger, shareOn } from './share.ts';

/** Decides one destination of one source image. Pure and total. */
export function decide(destination: Destination): Decision {
  const { wanted, status } = destination;
  const ended = endToAnnounce(destination);
  if (ended) return afterEnd(ended, ended.status);
  const earlier = earlierReplication(destination);
  const rest = earlier && settle(earlier);
  if (rest) return rest;
  if (wanted) {
    return replicate(replicationOf(destination, wanted.replicaName, wanted.fingerprint), wanted);
  }
  if (status && !isFinal(status)) {
    return {
      do: 'clear status',
      reason: 'the rule no longer names this region and nothing is in flight',
    };
  }
  const reason = 'the rule does not name this region';
  return (status && shareNoLonger(status, reason)) ?? { do: 'nothing', reason };
}

/** An end of which nobody knows yet is announced before another rule begins, unless that fails for too long. */
function endToAnnounce(destination: Destination): (Replication & { status: Status }) | undefined {
  const { wanted, status, limits, now } = destination;
  if (!status?.replicaName || !isFinal(status) || !dueOf(status)) return undefined;
  if (status.word === 'RETIRED') return undefined;
  if (wanted && !isWatched(status, limits, now)) return undefined;
  return { ...replicationOf(destination, status.replicaName, status.rule), status };
}

function earlierReplication(destination: Destination): Replication | undefined {
  const { status, wanted } = destination;
  if (!status?.replicaName || isFinal(status) || status.replicaName === wanted?.replicaName)
    return undefined;
  return replicationOf(destination, status.replicaName, status.rule);
}

/** What is left to be done under an earlier rule; undefined when nothing of it is in flight any more. */
function settle(earlier: Replication): Decision | undefined {
  const { observed, progress } = earlier;
  if (!observed)
    return { do: 'read region', reason: 'a copy under an earlier rule may be in flight' };
  if ('fault' in observed) {
    const next = afterFault(earlier, observed.fault, 'read region');
    if (progress?.word === 'COPYING') return next;
    // A copy that could not start is not announced once the rule no longer asks for it.
    if (next.do !== 'announce late') return next.do === 'announce failure' ? undefined : next;
    return { do: 'wait', status: { ...next.status, due: undefined }, reason: next.reason };
  }
  const replica = ownReplica(earlier);
  if (!replica) return untilListed(earlier);
  return replica.phase === 'DELETING' ? undefined : follow(earlier, replica);
}

function replicate(replication: Replication, wanted: Wanted): Decision {
  const { source, status, progress } = replication;
  if (status && isFinal(status) && isRuleOf(wanted, status.rule))
    return afterEnd(replication, status);
  if (progress?.word !== 'COPYING') {
    if (source.phase === 'FAILED') return sourceFailed(replication);
    if (source.phase !== 'AVAILABLE') {
      const message = `the source image is ${source.state}`;
      return waitFor(replication, { code: WAITS.sourceNotReady, message });
    }
  }
  return atDestination(replication, wanted);
}

/** What is to be done is decided by what has the replica's name. */
function atDestination(replication: Replication, wanted: Wanted): Decision {
  const { source, observed } = replication;
  if (!observed) return { do: 'read region', reason: 'the images of the region are not known yet' };
  if ('fault' in observed)
    return untilNextAttempt(replication) ?? afterFault(replication, observed.fault, 'read region');
  const replica = observed.images.find((image) => image.name === wanted.replicaName);
  if (!replica)
    return untilListed(replication) ?? untilNextAttempt(replication) ?? copy(replication, wanted);

  const relation = relationTo(source, replica);
  switch (relation) {
    case 'ours':
      return replica.phase === 'FAILED'
        ? retry(replication, replica)
        : follow(replication, replica);
    case 'older':
      return superseded(replication, replica);
    case 'newer':
      return afterFault(replication, newerBuild(replica), 'copy');
    case 'foreign': {
      if (replica.phase === 'DELETING') return waitFor(replication, deleting(replica));
      const rest = mayBeUndescribed(replica) && untilListed(replication);
      if (rest) return rest;
      const message = `${replica.region} has an image named ${replica.name} that is not a replica of this one`;
      return fail(replication, failure('NameTaken', message), message);
    }
    default:
      return relation satisfies never;
  }
}

/**
 * An end is final. What may be left is its announcement, or to write the fingerprint of now: that of 0.1.0 changes with
 * the description.
 */
function afterEnd(replication: Replication, status: Status): Decision {
  const { now, limits, wanted, rule } = replication;
  if (!dueOf(status) && wanted && status.rule === wanted.fingerprintBefore) {
    return { do: 'wait', status: { ...status, rule }, reason: 'the status is of version 0.1.0' };
  }
  if (status.word === 'RETIRED') return { do: 'nothing', reason: 'RETIRED is final for this rule' };
  if (dueOf(status) && !isAnnouncementDue(status, limits, now))
    return { do: 'wait', status, reason: `${status.word} is to be announced` };
  return status.word === 'AVAILABLE'
    ? afterAvailable(replication, status)
    : afterFailed(replication, status);
}

/** The announcement is made while the replica is there; of one that people have deleted there is nothing to say. */
function afterAvailable(replication: Replication, status: Status): Decision {
  const { observed } = replication;
  if (!dueOf(status))
    return (
      shareOn(replication, status) ?? { do: 'nothing', reason: 'AVAILABLE is final for this rule' }
    );
  if (!observed) return { do: 'read region', reason: 'AVAILABLE was not announced' };
  if ('fault' in observed)
    return { do: 'wait', status, reason: 'AVAILABLE is announced when the replica can be seen' };
  const replica = ownReplica(replication);
  if (replica?.phase === 'AVAILABLE')
    return { do: 'announce', replica, status, reason: 'AVAILABLE was not announced' };
  const { due: _, unshared: __, ...rest } = status;
  return { do: 'wait', status: rest, reason: 'the replica was deleted before it was announced' };
}

/**
 * A replica of ours may be AVAILABLE or on its way in spite of a FAILED: another run got through, or what stood in the
 * way has gone. It is looked for now and then, and followed.
 */
function afterFailed(replication: Replication, status: Status): Decision {
  const { observed } = replication;
  if (status.due) return { do: 'announce', status, reason: 'FAILED was not announced' };
  const rest: Decision = { do: 'nothing', reason: 'FAILED is final for this rule' };
  if (status.rule === undefined) return rest;
  if (!observed)
    return {
      do: 'read region',
      rarely: true,
      reason: 'the replica may be AVAILABLE although the status says FAILED',
    };
  if ('fault' in observed) return rest;
  const replica = ownReplica(replication);
  const isThere = replica?.phase === 'AVAILABLE' || replica?.phase === 'UNSETTLED';
  return isThere ? follow(replication, replica) : rest;
}

/** The source was seen as it was before it was built again, which passes; a forged lineage does not. */
function newerBuild({ name, region }: Image): Fault {
  const message = `${name} in ${region} is a replica of a later build than the source image that AWS showed`;
  return { kind: 'transient', code: WAITS.newerReplica, message };
}

/** Whether it may be a copy that AppStream lists already, but not yet with its description, and so without lineage. */
function mayBeUndescribed({ phase, hasBuilder, description }: Image): boolean {
  return phase === 'UNSETTLED' && !hasBuilder && description === '';
}

/** Waits for a copy that was accepted and is not listed, until it has been unlisted for too long. */
function untilListed(replication: Replication): Decision | undefined {
  const { progress, now, asked } = replication;
  if (progress?.word !== 'COPYING') return undefined;
  const blocked = blockedSince(progress, WAITS.notVisible, now);
  if (minutesBetween(blocked, now) >= INVISIBLE_MINUTES) return undefined;
  const next: Status = { ...progress, asked, code: WAITS.notVisible, blocked, text: '' };
  return { do: 'wait', status: next, reason: 'AWS accepted the copy but does not list it yet' };
}

function copy(replication: Replication, wanted: Wanted): Decision {
  const { progress, now } = replication;
  const facts = factsOf(replication);
  const { asked, rule, replicaName, started = now } = facts;
  const attempts = facts.attempts + 1;
  if (attempts > MAX_ATTEMPTS) {
    const message = `the replica disappeared before it was AVAILABLE; ${MAX_ATTEMPTS} copies were made`;
    return fail(replication, failure('GaveUp', message), message);
  }
  const isAccounted = progress?.word === 'WAITING';
  return {
    do: 'copy',
    wanted,
    before: isAccounted ? undefined : { ...facts, word: 'WAITING', since: now },
    status: { word: 'COPYING', since: now, asked, rule, replicaName, attempts, started },
    reason: attempts === 1 ? 'there is no replica yet' : `attempt ${attempts} of ${MAX_ATTEMPTS}`,
  };
}

function sourceFailed(replication: Replication): Decision {
  const { name, problem } = replication.source;
  const why = problem ? `${problem.code}: ${problem.message}` : 'AWS gives no reason';
  const message = `${name} is FAILED, so it cannot be copied; ${why}`;
  return fail(replication, failure('SourceFailed', message), 'the source image failed');
}
