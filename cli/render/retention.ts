/* The text about old replicas: what will be deleted and when, and what cannot be said. */

import { clock } from '../../lib/core/message/email.ts';
import type { Overview } from '../overview/overview.ts';
import type { ReplicaView } from '../overview/retention.ts';

/** The replicas that have a notice. */
export function retiring({ retention }: Overview): (ReplicaView & { retireAt: string })[] {
  return (retention?.replicas ?? []).flatMap((each) =>
    each.retireAt === undefined ? [] : [{ ...each, retireAt: each.retireAt }],
  );
}

/** What becomes of a replica that has a notice. */
export function fateOf(
  { retireAt, next }: ReplicaView & { retireAt: string },
  on: boolean,
): string {
  if (next.do === 'put off') return `stays: ${next.reason}`;
  return on
    ? `will be deleted after ${clock(retireAt)}, unless you keep it`
    : `was to be deleted after ${clock(retireAt)}; it stays, because retention is off`;
}

/** A line for each replica that has a notice, and for each region of which nothing is known. */
export function retentionLines(overview: Overview): string[] {
  const { on = false, unread = [] } = overview.retention ?? {};
  return [
    ...retiring(overview).map((each) => `${each.name} in ${each.region} ${fateOf(each, on)}.`),
    ...unread.map(({ region, reason }) => `Old replicas in ${region} cannot be seen: ${reason}`),
  ];
}
