/* Carries out what was decided about one old replica: its notice, its delete, or that it stays. */

import { listTags } from '../aws/appstream/read.ts';
import { deleteImage, removeTags, setTags } from '../aws/appstream/write.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Retirer } from '../context.ts';
import { retiredMessage, retiringMessage } from '../core/message/retirement.ts';
import { formatNotice, giveNotice } from '../core/retention/notice.ts';
import type { RetentionDecision } from '../core/retention/retire.ts';
import { tagKeys } from '../core/tags/keys.ts';
import type { Member } from '../core/tags/source.ts';
import type { Status } from '../core/tags/status.ts';
import { minutesBetween } from '../core/time.ts';
import { publish } from './announce.ts';
import { isThere } from './family-replicas.ts';
import { type PlannedRetirement, planAgain } from './plan-retention.ts';
import { leaveToNextSweep } from './read-members.ts';
import { announceRetired, availableFrom, RetirementStatus, retiredFrom } from './retired-status.ts';

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
    return { planned, decision, done: false, error };
  }
}

/**
 * The notice stands before it is announced, and then says that it was. Another image that has the name by now gets none,
 * nor does one that another run has given notice since.
 * @returns whether it was announced
 */
async function giveNoticeOf(planned: PlannedRetirement, retirer: Retirer): Promise<boolean> {
  const { replica, source, family, member, newest, retirement, tags } = planned;
  const { rank, keep, notice: before } = retirement;
  if (!newest || family === undefined || keep === undefined) return false;
  const { retireAt } = tagKeys(retirer.tagPrefix);
  const client = retirer.appstream(replica.region);
  const standing = await listTags(client, replica.arn);
  if (!(await isThere(replica, retirer)) || standing?.[retireAt] !== tags[retireAt]) return false;
  const notice = giveNotice(retirer.now(), before);
  await setTags(client, replica.arn, { [retireAt]: formatNotice(notice) });
  const message = retiringMessage(
    {
      source,
      replica,
      occasion: notice.due,
      retireAt: notice.at,
      family,
      newest: newest.image,
      keep,
      rank,
      member: member?.image ?? replica,
    },
    tagKeys(retirer.tagPrefix),
  );
  await publish(retirer, message);
  await setTags(client, replica.arn, { [retireAt]: formatNotice({ at: notice.at }) });
  return true;
}

/** Takes the notice away, and what the source image says of a delete. Any other status is the replication's. */
async function putOff(planned: PlannedRetirement, retirer: Retirer): Promise<void> {
  await takeNotice(planned, retirer);
  const { status } = planned.retirement;
  if (status?.word === 'RETIRED') await statusOf(planned, retirer)?.write(availableFrom(status));
}

async function takeNotice({ replica, tags }: PlannedRetirement, retirer: Retirer): Promise<void> {
  const { retireAt } = tagKeys(retirer.tagPrefix);
  if (tags[retireAt] !== undefined)
    await removeTags(retirer.appstream(replica.region), replica.arn, [retireAt]);
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
  const planned = await planAgain(first, members, retirer).catch((e) =>
    leaveToNextSweep(e, retirer.log, isLate),
  );
  if (planned?.decision.do !== 'delete')
    return { planned: first, decision: planned?.decision ?? GONE, done: false };
  const { replica, decision } = planned;
  const retired = retiredFrom(planned, retirer.now());
  const status = statusOf(planned, retirer);
  if (retired && status && !(await status.write(retired)))
    return { planned, decision: CHANGED, done: false };
  try {
    const wasThere = await deleteImage(retirer.appstream(replica.region), replica.name);
    if (!wasThere) return { planned, decision: GONE, done: false };
  } catch (error) {
    if (await isThere(replica, retirer)) return await refused(planned, error, status, retirer);
    if (faultFrom(error).kind !== 'transient') return { planned, decision: GONE, done: false };
  }
  const error = await announce(planned, retired, status, retirer);
  return { planned, decision, done: true, ...(error !== undefined && { error }) };
}

/**
 * Announces that a replica was deleted, which it is, announced or not. Without a status nothing would tell a later run
 * that this is to be announced, so it is tried once.
 * @returns what kept it from being announced
 */
async function announce(
  { source, replica, retirement }: PlannedRetirement,
  retired: Status | undefined,
  status: RetirementStatus | undefined,
  retirer: Retirer,
): Promise<unknown> {
  const at = retirer.now();
  const occasion = retirement.notice?.at ?? at;
  try {
    if (retired && status) await announceRetired(source, replica, retired, status, retirer);
    else await publish(retirer, retiredMessage({ source, replica, occasion, at }));
    return undefined;
  } catch (error) {
    return error;
  }
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
  if (before) await status?.write(availableFrom(before));
  if (!isRefused) return { planned, decision: planned.decision, done: false, error };
  const decision: RetentionDecision = { do: 'put off', reason: `AWS refuses: ${code}` };
  return { planned, decision, done: true, ...(isDenied && { error }) };
}

/** The status tag that accounts for a replica; undefined when there is none. */
function statusOf(
  { member, replica, retirement }: PlannedRetirement,
  retirer: Retirer,
): RetirementStatus | undefined {
  return member && retirement.status && new RetirementStatus(member.image, replica.region, retirer);
}
