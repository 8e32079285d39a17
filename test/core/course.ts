/* What a destination goes through, minute by minute, when the same decision is made again and again. */

import type { Fault } from '../../lib/core/decision/aws-error.ts';
import {
  type Decision,
  type Replication,
  replicationOf,
} from '../../lib/core/decision/decision.ts';
import { afterFault, type Step } from '../../lib/core/decision/on-error.ts';
import { formatStatus, parseStatus, type Status } from '../../lib/core/tags/status.ts';
import { destinationOf, NOW, RULE } from '../support/builders.ts';

export const HOURS = 60;

interface Trial {
  readonly step?: Step;
  readonly status?: Status;
  /** Whether copies are in flight to the region, at a minute. */
  readonly copying?: (minute: number) => boolean;
  readonly giveUpAfterHours?: number;
  readonly name?: string;
  /** Whether an announcement gets through, at a minute. */
  readonly announces?: (minute: number) => boolean;
}

/** What happened, by minutes. */
interface Course {
  /** When LATE was announced or tried to be. */
  readonly lates: readonly number[];
  readonly end?: { readonly minute: number; readonly decision: Decision };
}

/** Decides minute by minute, remembering only what a tag can, until it ends. */
export function courseOf(
  decideAt: (replication: Replication, minute: number) => Decision,
  { status, giveUpAfterHours = 24, name = 'cad', announces = () => true }: Trial = {},
  most = 100 * HOURS,
): Course {
  let remembered = status;
  const lates: number[] = [];
  for (let minute = 0; minute <= most; minute += 1) {
    const now = new Date(NOW.getTime() + minute * 60_000);
    const limits = { giveUpAfterHours, lateAfterHours: 6 };
    const destination = destinationOf({ status: remembered, now, limits });
    const decision = decideAt(replicationOf(destination, name, RULE), minute);
    if (decision.do === 'announce late') lates.push(minute);
    else if (decision.do !== 'wait') return { lates, end: { minute, decision } };
    const due = announces(minute) ? undefined : now;
    const next = decision.do === 'announce late' ? { ...decision.status, due } : decision.status;
    remembered = parseStatus(formatStatus(next), now);
  }
  return { lates };
}

/** Meets faults minute by minute. */
export function courseOfFaults(
  faultAt: (minute: number) => Fault,
  trial: Trial = {},
  most?: number,
): Course {
  const { step = 'copy', copying = () => false } = trial;
  return courseOf(
    (replication, minute) =>
      afterFault(replication, faultAt(minute), step, { copying: copying(minute) }),
    trial,
    most,
  );
}

/** Meets faults minute by minute. @returns the end, and its minute */
export function endOf(...args: Parameters<typeof courseOfFaults>): Course['end'] {
  return courseOfFaults(...args).end;
}
