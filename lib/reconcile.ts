import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import pMap from 'p-map';
import { disableWatch, enableWatch } from './aws/watch.ts';
import type { RuleReport } from './core/assess.ts';
import type { Request } from './core/event.ts';
import { execute, type Outcome } from './execute.ts';
import { logFinding, logOutcome } from './journal.ts';
import type { Log } from './observability.ts';
import type { Actor } from './perform.ts';
import { remember } from './remember.ts';
import { reportOnRule } from './report.ts';
import { type Finding, type Replicated, survey } from './survey.ts';

/** All that a reconcile needs. */
export interface Reconciler extends Actor {
  /** Name of the EventBridge rule that ticks while something is in flight. Undefined: the caller looks again itself. */
  readonly watchRule: string | undefined;
  events(): EventBridgeClient;
  readonly log: Log;
}

/** What a reconcile did. */
export interface Summary {
  /** Images of the source region that were looked at. */
  readonly images: number;
  /** Destinations by what was done about them. */
  readonly done: Readonly<Record<string, number>>;
  /** What is not at its end yet. */
  readonly inFlight: number;
}

/** What to reconcile: one image, or all of them. */
export type Scope = Exclude<Request, { kind: 'ignored' }>;

/** Images whose rule or state is told or written at once. */
const IMAGES_AT_ONCE = 8;

/**
 * Looks, decides and acts once, and leaves the watch on as long as something is in flight. The same for every
 * trigger, so a missed, doubled or late one does no harm.
 * @throws AggregateError when something failed that a retry or a person must mend, after everything else was done
 * @throws what the SDK throws when the source region's images cannot be listed
 */
export async function reconcile(scope: Scope, reconciler: Reconciler): Promise<Summary> {
  const { log, meter } = reconciler;
  const findings = await survey(scope, reconciler);
  for (const finding of findings) logFinding(log, finding, scope.kind === 'image');
  if (findings.length === 0 && scope.kind === 'image')
    log.info('image not found', { image: scope.name });

  const { outcomes, errors } = await act(findings, scope, reconciler);
  const unread = findings.filter((finding) => finding.kind === 'unread');
  const inFlight = outcomes.filter(isInFlight).length + unread.length + errors.length;
  errors.push(
    ...unread.filter(({ fault }) => fault.kind !== 'transient').map(({ fault }) => fault.message),
  );
  try {
    const isNew = outcomes.some((outcome) => isInFlight(outcome) && outcome.news !== undefined);
    await switchWatch(scope, { inFlight: inFlight > 0, isNew }, reconciler);
  } catch (error) {
    errors.push(error);
  }
  if (scope.kind === 'all') meter.add('InFlight', inFlight);
  if (scope.kind === 'all' && scope.trigger === 'sweep') meter.add('Sweeps', 1);
  if (errors.length > 0) {
    throw new AggregateError(
      errors,
      `${errors.length} of the run's steps failed; the first: ${errors[0]}`,
    );
  }
  const byDeed = Map.groupBy(outcomes, ({ decision }) => decision.do);
  const done = Object.fromEntries([...byDeed].map(([deed, those]) => [deed, those.length]));
  return { images: findings.length, done, inFlight };
}

/** Tells what is wrong with rules, carries out the decisions, writes what is to be remembered. */
async function act(
  findings: readonly Finding[],
  scope: Scope,
  reconciler: Reconciler,
): Promise<{ outcomes: Outcome[]; errors: unknown[] }> {
  const images = findings.filter((finding) => finding.kind === 'replicated');
  const errors: unknown[] = [];
  const attempt = async <T>(call: Promise<T>): Promise<T | undefined> => {
    try {
      return await call;
    } catch (error) {
      errors.push(error);
      return undefined;
    }
  };
  const told = new Map<Replicated, RuleReport | undefined>();
  const tell = async (image: Replicated) => {
    told.set(image, await attempt(reportOnRule(image, scope.kind === 'image', reconciler)));
  };
  await pMap(images, tell, { concurrency: IMAGES_AT_ONCE });

  const outcomes = await execute(
    images.flatMap(({ tasks }) => tasks),
    reconciler,
  );
  errors.push(...outcomes.map(({ error }) => error).filter((error) => error !== undefined));
  const bySource = Map.groupBy(outcomes, ({ situation }) => situation.source);
  const write = (image: Replicated) => {
    const own = bySource.get(image.source) ?? [];
    // Image by image: a stream keeps what is written to it until the event loop turns.
    for (const outcome of own) logOutcome(reconciler.log, outcome);
    return attempt(remember(image.source, own, told.get(image), reconciler));
  };
  await pMap(images, write, { concurrency: IMAGES_AT_ONCE });
  return { outcomes, errors };
}

function isInFlight({ decision, done }: Outcome): boolean {
  if (!done) return true;
  switch (decision.do) {
    case 'nothing':
    case 'forget':
    case 'finish':
    case 'fail':
      return false;
    case 'look':
    case 'wait':
    case 'late':
    case 'copy':
    case 'remove':
      return true;
    default:
      return decision satisfies never;
  }
}

/**
 * Turns the watch on when something is in flight, off on a tick that found nothing. A tick finds the watch on, but one
 * that is late may come after it went off: what such a tick begins is watched, too. Another run may begin a copy
 * between a tick's look and its turning off, so it looks once more afterwards.
 */
async function switchWatch(
  scope: Scope,
  { inFlight, isNew }: { inFlight: boolean; isNew: boolean },
  reconciler: Reconciler,
): Promise<void> {
  const isTick = scope.kind === 'all' && scope.trigger === 'tick';
  const { watchRule } = reconciler;
  if (watchRule === undefined) return;
  if (isNew || (inFlight && !isTick)) await enableWatch(reconciler.events(), watchRule);
  if (inFlight || !isTick) return;
  await disableWatch(reconciler.events(), watchRule);
  const again = await survey(scope, reconciler);
  const isBusy = again.some(
    (finding) =>
      finding.kind === 'unread' ||
      (finding.kind === 'replicated' &&
        finding.tasks.some(({ decision }) => decision.do !== 'nothing')),
  );
  if (isBusy) await enableWatch(reconciler.events(), watchRule);
}
