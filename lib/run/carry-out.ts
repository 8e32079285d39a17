/* The steps that only an image with a rule needs. Loaded when there is one. */

import type { Reconciler } from '../context.ts';
import { isTick, type Scope } from '../core/event.ts';
import { countBy } from '../core/group-by.ts';
import type { SourceImage } from '../core/image.ts';
import { apply } from './apply.ts';
import { throwFailed } from './failed-steps.ts';
import { type Flight, flightOf } from './in-flight.ts';
import { announceNoRoom } from './no-room.ts';
import type { PlannedSource } from './plan.ts';
import { record } from './record.ts';
import { SourceRecord } from './source-record.ts';
import { switchWatch } from './watch.ts';

export { planSources } from './plan.ts';

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
 * Carries out what was planned: apply, record, watch.
 * @param began when the run began
 * @throws AggregateError when something failed that a retry or a person must mend, after everything else was done
 */
export async function carryOut(
  sources: readonly PlannedSource[],
  scope: Scope,
  reconciler: Reconciler,
  began: Date,
): Promise<Summary> {
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
  throwFailed(errors, reconciler.log);
  const done = countBy(results, ({ decision }) => decision.do);
  return { images: sources.length, done, inFlight: flight.inFlight };
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
