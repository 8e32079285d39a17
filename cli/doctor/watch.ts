/* The check whether the watch is enabled while something is in flight. */

import { isWatched } from '../../lib/core/tags/due.ts';
import type { Planned, PlannedSource } from '../../lib/run/plan.ts';
import { isAllRead } from '../overview/overview.ts';
import { plural } from '../render/words.ts';
import { type Line, ok, todo } from './line.ts';

/** What is known of what the watch is for. */
export interface Watched {
  readonly sources: Promise<readonly PlannedSource[]>;
  /** The options with which another command finds the same images. */
  readonly place: string;
}

/** Whether the watch may be disabled, as it is while nothing is in flight but what is late. */
export async function checkDisabledWatch(
  check: string,
  detail: string,
  { sources, place }: Watched,
): Promise<Line> {
  const seen = await sources.catch(() => undefined);
  const planned = (seen ?? []).flatMap((source) =>
    source.kind === 'replicated' ? source.planned : [],
  );
  const count = planned.filter(isInFlight).length;
  if (count > 0)
    return todo(
      check,
      `${detail}, and ${plural(count, 'destination')} ${count === 1 ? 'is' : 'are'} in flight`,
      `The next sweep enables it. To enable it now:\nnpx appstream-image-replicator run ${place}`,
    );
  if (seen && isAllRead(seen)) return ok(check, detail);
  const unknown = `${detail}; whether something is in flight is not known`;
  return { check, state: 'unknown', detail: unknown };
}

/** What has no status has not begun, and what is only to be cleared is left to the sweep. */
function isInFlight({ destination: { status, limits, now }, decision }: Planned): boolean {
  return isWatched(status, limits, now) && decision.do !== 'clear status';
}
