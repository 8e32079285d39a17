/* Carries out what was decided about one old replica: its notice, its delete, or that it stays. */

import { deleteImage } from '../aws/appstream/write.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Retirer } from '../context.ts';
import { retiredMessage } from '../core/message/retirement.ts';
import type { RetentionDecision } from '../core/retention/retire.ts';
import type { Member } from '../core/tags/source.ts';
import { minutesBetween } from '../core/time.ts';
import { publish } from './announce.ts';
import { isThere } from './family-replicas.ts';
import { giveNoticeOf, takeNotice } from './give-notice.ts';
import { type PlannedRetirement, planAgain } from './plan-retention.ts';
import { leaveToNextSweep } from './read-members.ts';
import {
  announceRetired,
  availableFrom,
  type RetirementStatus,
  retiredFrom,
  statusOf,
} from './retired-status.ts';

/** What became of one replica. */
export interface RetirementResult {
  readonly planned: PlannedRetirement;
  /** The decision in the end: another look, or a refusal, may have turned the first into another. */
  readonly decision: RetentionDecision;
  /** True when its calls were made. */
  readonly done: boolean;
  readonly error?: unknown;
}

/** Carries out one decision. Never throws. */
export async function applyRetirement(
  planned: PlannedRetirement,
  members: readonly Member[],
  retirer: Retirer,
): Promise<RetirementResult> {
  const { decision } = planned;
  try {
    switch (decision.do) {
      case 'keep':
      case 'wait':
        return { planned, decision, done: true };
      case 'give notice':
        return { planned, decision, done: await giveNoticeOf(planned, retirer) };
      case 'put off':
        await putOff(planned, retirer);
        return { planned, decision, done: true };
      case 'delete':
        return await retire(planned, members, retirer);
      default:
        return decision.do satisfies never;
    }
  } catch (error) {
    const isGone = faultFrom(error).kind === 'missing';
    return { planned, decision: isGone ? GONE : decision, done: false, ...(!isGone && { error }) };
  }
}

/** Takes the notice away, and what the source image says of a delete. Any other status is the replication's. */
async function putOff(planned: PlannedRetirement, retirer: Retirer): Promise<void> {
  await takeNotice(planned, retirer);
  const { status } = planned.retirement;
  if (status?.word === 'RETIRED') await statusOf(planned, retirer)?.replace(availableFrom(status));
}

/**
 * Looks again, and deletes once the status accounts for it. What AWS refuses for good is put off. What another run has
 * just deleted is that run's to announce; should it die, the mark in the status is left for a later one.
 */
async function retire(
  first: PlannedRetirement,
  members: readonly Member[],
  retirer: Retirer,
): Promise<RetirementResult> {
  const { notice, now } = first.retirement;
  const isLate = notice && minutesBetween(notice.at, now) >= retirer.limits.lateAfterHours * 60;
  const planned = await planAgain(first, members, retirer).catch((error) =>
    leaveToNextSweep(error, retirer.log, isLate),
  );
  if (planned?.decision.do !== 'delete')
    return { planned: first, decision: planned?.decision ?? GONE, done: false };
  const { replica, decision } = planned;
  const at = retirer.now();
  const retired = retiredFrom(planned, at);
  const status = statusOf(planned, retirer);
  if (retired && status && !(await status.replace(retired)))
    return { planned, decision: CHANGED, done: false };
  try {
    const wasThere = await deleteImage(retirer.appstream(replica.region), replica.name);
    if (!wasThere) return { planned, decision: GONE, done: false };
  } catch (error) {
    if (await isThere(replica, retirer)) return await refused(planned, error, status, retirer);
    if (faultFrom(error).kind !== 'transient') return { planned, decision: GONE, done: false };
  }
  // It is deleted, announced or not. Without a status nothing would tell a later run of it, so it is tried once.
  const { source, retirement } = planned;
  const occasion = retirement.notice?.at ?? at;
  const announcing =
    retired && status
      ? announceRetired(source, replica, retired, status, retirer)
      : publish(retirer, retiredMessage({ source, replica, occasion, at }));
  const result = { planned, decision, done: true };
  return announcing.then(
    () => result,
    (error) => ({ ...result, error }),
  );
}

const GONE: RetentionDecision = { do: 'keep', reason: 'it cannot be seen any more' };
const CHANGED: RetentionDecision = {
  do: 'wait',
  reason: 'another run is at it, or its source image was just deleted',
};

/**
 * A replica whose delete was refused is AVAILABLE as before, and loses its notice if that is for good: it is tried again
 * after a notice of its own. What IAM denies is an error as well.
 */
async function refused(
  planned: PlannedRetirement,
  error: unknown,
  status: RetirementStatus | undefined,
  retirer: Retirer,
): Promise<RetirementResult> {
  const { kind, code } = faultFrom(error);
  const isDenied = kind === 'denied';
  const isRefused = isDenied || kind === 'permanent';
  if (isRefused) await takeNotice(planned, retirer);
  const { status: before } = planned.retirement;
  if (before) await status?.replace(availableFrom(before));
  if (!isRefused) return { planned, decision: planned.decision, done: false, error };
  const decision: RetentionDecision = { do: 'put off', reason: `AWS refuses: ${code}` };
  return { planned, decision, done: true, ...(isDenied && { error }) };
}
