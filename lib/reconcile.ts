/* One run: admit, plan, apply, record, watch. */

import type { Reconciler } from './context.ts';
import { isTick, type Scope } from './core/event.ts';
import { groupBy } from './core/group-by.ts';
import type { SourceImage } from './core/image.ts';
import { admit, type Deferred } from './run/admit.ts';
import type { Result } from './run/apply.ts';
import type { Flight } from './run/in-flight.ts';
import { logSources } from './run/log.ts';
import { type PlannedSource, planImages } from './run/plan.ts';
import type { SourceRecord } from './run/source-record.ts';
import { switchWatch } from './run/watch.ts';

/** What a reconcile did. */
export interface Summary {
  /** Images of the source region that were read. */
  readonly images: number;
  /** Destinations by what was done about them. */
  readonly done: Readonly<Record<string, number>>;
  /** What is not at its end yet. */
  readonly inFlight: number;
}

/**
 * Looks, decides and acts once, and leaves the watch on as long as something is in flight and not late. The same for
 * every trigger, so a missed, doubled or late one does no harm.
 * @throws AggregateError when something failed that a retry or a person must mend, after everything else was done
 * @throws what the SDK throws when the source region's images cannot be listed
 */
export async function reconcile(scope: Scope, reconciler: Reconciler): Promise<Summary | Deferred> {
  const began = reconciler.now();
  const admission = await admit(scope, reconciler);
  if ('deferred' in admission) return admission;

  const sources = await planImages(
    admission.images,
    reconciler,
    isTick(scope) ? reconciler.memory : undefined,
  );
  logSources(reconciler.log, sources, scope);
  if (isUnconcerned(scope, sources)) return { images: sources.length, done: {}, inFlight: 0 };
  const { apply, flightOf, announceNoRoom, record, SourceRecord } = await import(
    './run/carry-out.ts'
  );
  const replicated = sources.filter((source) => source.kind === 'replicated');
  const records = new Map<SourceImage, SourceRecord>(
    replicated.map((source) => [source.image, new SourceRecord(source, reconciler)]),
  );
  const planned = replicated.flatMap((source) => source.planned);
  const account = async (image: SourceImage) => (await records.get(image)?.account()) ?? false;
  const results = await apply(planned, reconciler, account);

  await record([...records.values()], results, reconciler);
  const errors = [
    ...results.flatMap(({ error }) => error ?? []),
    ...[...records.values()].flatMap((each) => each.errors),
    ...(await announceNoRoom(replicated, scope, reconciler)),
    ...sources.flatMap((source) => errorOf(source)),
  ];

  const flight = flightOf([...records.values()], sources, isTick(scope), reconciler, began);
  await switchWatch(scope, flight, reconciler).catch((error) => errors.push(error));
  meterRun(scope, flight, reconciler);
  if (errors.length > 0) {
    const message = `${errors.length} of the run's steps failed; the first: ${errors[0]}`;
    throw new AggregateError(errors, message);
  }
  return { images: sources.length, done: countsOf(results), inFlight: flight.inFlight };
}

/** Whether a run is about one image, which is not tagged for replication or gone. */
function isUnconcerned(scope: Scope, sources: readonly PlannedSource[]): boolean {
  return scope.kind === 'image' && sources.every(({ kind }) => kind === 'ignored');
}

/** Tags that cannot be read, and not because AWS is busy, are an error. */
function errorOf(source: PlannedSource): string[] {
  if (source.kind !== 'unread' || source.fault.kind === 'transient') return [];
  const { code, message } = source.fault;
  return [`the tags of ${source.image.name} could not be read: ${code}: ${message}`];
}

function meterRun(scope: Scope, { inFlight }: Flight, { meter }: Reconciler): void {
  if (scope.kind !== 'all') return;
  meter.add('InFlight', inFlight);
  if (scope.trigger === 'sweep') meter.add('Sweeps', 1);
}

function countsOf(results: readonly Result[]): Record<string, number> {
  const byDecision = groupBy(results, ({ decision }) => decision.do);
  return Object.fromEntries([...byDecision].map(([decision, those]) => [decision, those.length]));
}
