/* The loop of `--wait`: it checks until everything has ended, and acts where the function does not. */

import type { Reconciler } from '../../lib/context.ts';
import type { Scope } from '../../lib/core/event.ts';
import { explain } from '../errors.ts';
import { FAILURES } from '../failures.ts';
import { type Io, print } from '../io.ts';
import { observe } from '../overview/observe.ts';
import {
  isSettled,
  isSettledButAnnouncements,
  type Overview,
  placesOf,
} from '../overview/overview.ts';
import { act } from './act.ts';

/** Seconds for which the deployed function may leave something undone before the command does it: it ticks each minute. */
const PATIENCE = 180;

/**
 * Looks again and again until everything is at its end or the user stops. The deployed function does what is to be
 * done; where there is none, or it does not, the command does.
 * @throws what was thrown when too many looks failed one after the other
 */
export async function* untilSettled(
  first: Overview,
  scopes: readonly Scope[],
  reconciler: Reconciler,
  interval: number,
  io: Io,
): AsyncGenerator<Overview> {
  let overview = first;
  // Who announces nothing does not wait for what others have to announce either.
  const isOut = reconciler.topicArn === undefined ? isSettledButAnnouncements : isSettled;
  let failures = 0;
  let dueSince = dueFrom(first, undefined, io.now());
  while (!isOut(overview) && (await io.wait(interval))) {
    try {
      if (reconciler.watchRule === undefined || isOver(PATIENCE, dueSince, io.now())) {
        const errors = await act(scopes, reconciler);
        if (errors.length > 0) throw new AggregateError(errors);
      }
      overview = await observe(scopes, reconciler);
      failures = 0;
      dueSince = dueFrom(overview, dueSince, io.now());
      yield overview;
    } catch (error) {
      failures += 1;
      if (failures === FAILURES) throw error;
      print(io.stderr, `note: ${explain(error)}; trying again in ${interval} s`);
    }
  }
}

/** Since when something waits for somebody to do it. */
function dueFrom(overview: Overview, since: Date | undefined, now: Date): Date | undefined {
  const isDue = placesOf(overview).some(
    ({ destination: { next } }) => next.do !== 'nothing' && next.do !== 'wait',
  );
  return isDue ? (since ?? now) : undefined;
}

function isOver(seconds: number, since: Date | undefined, now: Date): boolean {
  return since !== undefined && now.getTime() - since.getTime() >= seconds * 1000;
}
