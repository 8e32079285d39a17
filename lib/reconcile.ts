import pMap from 'p-map';
import type { Breaker } from './breaker.ts';
import type { RuleReport } from './core/assess.ts';
import type { Request } from './core/event.ts';
import { execute, type Outcome } from './execute.ts';
import { logFinding, logOutcome } from './journal.ts';
import type { Log } from './observability.ts';
import { outset } from './outset.ts';
import type { Actor } from './perform.ts';
import { remember } from './remember.ts';
import { reportOnRule } from './report.ts';
import { type Finding, type Replicated, surveyImages } from './survey.ts';
import { switchWatch, type Watcher } from './switch-watch.ts';

/** All that a reconcile needs. */
export interface Reconciler extends Actor, Watcher {
  readonly log: Log;
  readonly breaker: Breaker;
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

/** Milliseconds that `timeLeft` keeps back, for writing down what a run has done. */
export const RESERVE = 60_000;

/** Images whose rule or state is told or written at once. */
const IMAGES_AT_ONCE = 8;

/**
 * Looks, decides and acts once, and leaves the watch on as long as something is in flight. The same for every
 * trigger, so a missed, doubled or late one does no harm.
 * @throws AggregateError when something failed that a retry or a person must mend, after everything else was done
 * @throws what the SDK throws when the source region's images cannot be listed
 */
export async function reconcile(scope: Scope, reconciler: Reconciler): Promise<Summary> {
  const { log, meter, breaker } = reconciler;
  const images = await outset(scope, reconciler);
  if (!images) return { images: 0, done: {}, inFlight: 1 };
  const findings = await surveyImages(images, reconciler);
  for (const finding of findings) logFinding(log, finding, scope.kind === 'image');
  if (findings.length === 0 && scope.kind === 'image')
    log.info('image not found', { image: scope.name });

  const { outcomes, errors } = await act(findings, scope, reconciler);
  const unread = findings.filter((finding) => finding.kind === 'unread');
  if (unread.some(({ fault }) => fault.kind === 'transient')) breaker.trip(reconciler.now());
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
  const ownOf = ({ source }: Replicated) => bySource.get(source) ?? [];
  const write = (image: Replicated) => {
    // Image by image: a stream keeps what is written to it until the event loop turns.
    for (const outcome of ownOf(image)) logOutcome(reconciler.log, outcome);
    return attempt(remember(image.source, ownOf(image), told.get(image), reconciler));
  };
  // What was done comes first. What only waits the next run decides again, if there is no time left to write it down.
  const [done, waiting] = [true, false].map((isDone) =>
    images.filter((image) => hasDone(ownOf(image), image.report) === isDone),
  );
  await pMap(done ?? [], write, { concurrency: IMAGES_AT_ONCE });
  const writeInTime = async (image: Replicated) => {
    if (reconciler.timeLeft() > 0) await write(image);
  };
  await pMap(waiting ?? [], writeInTime, { concurrency: IMAGES_AT_ONCE });
  return { outcomes, errors };
}

/** Whether something was done or told about an image that must not be forgotten. */
function hasDone(outcomes: readonly Outcome[], report: RuleReport): boolean {
  const isDeed = ({ decision, done }: Outcome) =>
    done && !['nothing', 'wait'].includes(decision.do);
  return report.kind !== 'fine' || outcomes.some(isDeed);
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
