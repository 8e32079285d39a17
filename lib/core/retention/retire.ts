/* Decides what is to be done about one replica of a family. */

import { STALE_NOTICE_MINUTES } from '../limits.ts';
import { isRuleOf, type Wanted } from '../tags/destinations.ts';
import { dueOf } from '../tags/due.ts';
import type { Status } from '../tags/status.ts';
import { minutesBetween } from '../time.ts';
import type { Notice } from './notice.ts';

/** All that the decision about one replica rests on. */
export interface Retirement {
  /** Its place among the builds of the family in its region, 1 for the newest. */
  readonly rank: number;
  /** How many stay, as the family's newest source image says; undefined for all. */
  readonly keep: number | undefined;
  /** What the source image remembers of the replica. */
  readonly status: Status | undefined;
  /** What the rule on the source image asks for in the region, if it asks for anything. */
  readonly wanted: Wanted | undefined;
  /** Who uses it, for people; undefined for nobody. */
  readonly user: string | undefined;
  readonly notice: Notice | undefined;
  readonly now: Date;
}

/** What to do with a replica, and why. */
export interface RetentionDecision {
  readonly do:
    | 'keep'
    /** It was to be deleted, and is kept all the same: what says otherwise is taken away. */
    | 'put off'
    /** It gets a notice, or the one that it has gets its announcement. */
    | 'give notice'
    | 'wait'
    | 'delete';
  readonly reason: string;
}

/** Decides about one replica. Pure and total. */
export function decideRetirement(retirement: Retirement): RetentionDecision {
  const { notice, now, rank, keep, status } = retirement;
  const held = whyKept(retirement);
  const isRetired = status?.word === 'RETIRED';
  if (held !== undefined) return { do: notice || isRetired ? 'put off' : 'keep', reason: held };
  if (!notice && isRetired) return { do: 'put off', reason: 'it is there, although it is RETIRED' };
  if (!notice)
    return { do: 'give notice', reason: `the family keeps ${keep}, and it is number ${rank}` };
  if (notice.due) return { do: 'give notice', reason: 'its retirement was not announced' };
  if (minutesBetween(notice.at, now) >= STALE_NOTICE_MINUTES)
    return { do: 'give notice', reason: 'its notice is more than a week old' };
  return notice.at > now
    ? { do: 'wait', reason: 'its day of notice is not over' }
    : { do: 'delete', reason: 'its day of notice is over' };
}

/** Why a replica is kept; undefined for one that may go. */
function whyKept({ rank, keep, status, wanted, user }: Retirement): string | undefined {
  if (keep === undefined) return 'its family sets no number to keep';
  if (rank <= keep) return `it is number ${rank} of the ${keep} that the family keeps`;
  if (status ? !isAtRest(status, wanted) : wanted) return 'it is being replicated';
  return user;
}

/** Whether the replication has ended well, nothing of it is to be announced, and no changed rule starts it again. */
function isAtRest(status: Status, wanted: Wanted | undefined): boolean {
  const { word, rule, sharing } = status;
  if (wanted && !isRuleOf(wanted, rule)) return false;
  return word === 'RETIRED' || (word === 'AVAILABLE' && !dueOf(status) && !sharing);
}
