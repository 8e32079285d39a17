import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { disableWatch, enableWatch } from './aws/watch.ts';
import type { Request } from './core/event.ts';
import { type Looker, survey } from './survey.ts';

/** What watching needs. */
export interface Watcher extends Looker {
  /** Name of the EventBridge rule that ticks while something is in flight. Undefined: the caller looks again itself. */
  readonly watchRule: string | undefined;
  events(): EventBridgeClient;
}

/**
 * Turns the watch on when something is in flight, off on a tick that found nothing. A tick finds the watch on, but one
 * that is late may come after it went off: what such a tick begins is watched, too. Another run may begin a copy
 * between a tick's look and its turning off, so it looks once more afterwards.
 */
export async function switchWatch(
  scope: Exclude<Request, { kind: 'ignored' }>,
  { inFlight, isNew }: { inFlight: boolean; isNew: boolean },
  watcher: Watcher,
): Promise<void> {
  const isTick = scope.kind === 'all' && scope.trigger === 'tick';
  const { watchRule } = watcher;
  if (watchRule === undefined) return;
  if (isNew || (inFlight && !isTick)) await enableWatch(watcher.events(), watchRule);
  if (inFlight || !isTick) return;
  await disableWatch(watcher.events(), watchRule);
  const again = await survey(scope, watcher);
  const isBusy = again.some(
    (finding) =>
      finding.kind === 'unread' ||
      (finding.kind === 'replicated' &&
        finding.tasks.some(({ decision }) => decision.do !== 'nothing')),
  );
  if (isBusy) await enableWatch(watcher.events(), watchRule);
}
