/* One run: admit, plan, apply, record, announce, watch. */

import pMap from 'p-map';
import type { Reconciler } from './context.ts';
import { isTick, type Scope } from './core/event.ts';
import type { SourceImage } from './core/image.ts';
import { IMAGES_AT_ONCE } from './core/limits.ts';
import { admit, type Deferred } from './run/admit.ts';
import { announce } from './run/announce.ts';
import { apply, type Outcome } from './run/apply.ts';
import { count } from './run/count.ts';
import { ImageRecord } from './run/image-record.ts';
import { flightOf } from './run/in-flight.ts';
import { logFinding, logOutcome } from './run/log.ts';
import { type Finding, planImages, type Replicated } from './run/plan.ts';
import { switchWatch } from './run/watch.ts';

/** What a reconcile did. */
export interface Summary {
  /** Images of the source region that were looked at. */
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
  const { log, meter } = reconciler;
  const admission = await admit(scope, reconciler);
  if ('deferred' in admission) return admission;
  const findings = await planImages(admission.images, reconciler, isTick(scope));
  for (const finding of findings) logFinding(log, finding, scope.kind === 'image');
  if (findings.length === 0 && scope.kind === 'image')
    log.info('image not found', { image: scope.name });

  const { records, outcomes, errors } = await act(findings, scope, reconciler);
  for (const { isStatusRefused } of records) if (isStatusRefused) meter.add('StatusNotWritten', 1);
  const flight = flightOf(records, findings, isTick(scope), reconciler);
  try {
    await switchWatch(scope, flight, reconciler);
  } catch (error) {
    errors.push(error);
  }
  if (scope.kind === 'all') meter.add('InFlight', flight.inFlight);
  if (scope.kind === 'all' && scope.trigger === 'sweep') meter.add('Sweeps', 1);
  if (errors.length > 0) {
    throw new AggregateError(
      errors,
      `${errors.length} of the run's steps failed; the first: ${errors[0]}`,
    );
  }
  const byDeed = Map.groupBy(outcomes, ({ decision }) => decision.do);
  const done = Object.fromEntries([...byDeed].map(([deed, those]) => [deed, those.length]));
  return { images: findings.length, done, inFlight: flight.inFlight };
}

/** Does what is to be done once a status accounts for it, records it, announces it: each step for all images before the next. */
async function act(
  findings: readonly Finding[],
  scope: Scope,
  reconciler: Reconciler,
): Promise<{ records: ImageRecord[]; outcomes: Outcome[]; errors: unknown[] }> {
  const images = findings.filter((finding) => finding.kind === 'replicated');
  const records = images.map((image) => new ImageRecord(image, reconciler));
  const each = (those: readonly ImageRecord[], step: (record: ImageRecord) => Promise<void>) =>
    pMap(those, step, { concurrency: IMAGES_AT_ONCE });

  const recordOf = new Map(records.map((record) => [record.image.source, record]));
  const account = async (source: SourceImage) => (await recordOf.get(source)?.account()) ?? false;
  const tasks = images.flatMap((image) => image.tasks);
  const outcomes = await apply(tasks, reconciler, account);
  const bySource = Map.groupBy(outcomes, ({ situation }) => situation.source);
  const ownOf = ({ image }: ImageRecord) => bySource.get(image.source) ?? [];
  for (const record of records) record.note(ownOf(record));
  // What was done comes first. What only waits the next run decides again, if there is no time left to write it down.
  const write = async (record: ImageRecord) => {
    await record.record();
    // Image by image: a stream keeps what is written to it until the event loop turns.
    for (const outcome of ownOf(record)) {
      logOutcome(reconciler.log, outcome, record.writtenFor(outcome.situation));
      if (record.isWritable) count(outcome, reconciler.meter);
    }
  };
  await each(
    records.filter(({ isUrgent }) => isUrgent),
    write,
  );
  await each(
    records.filter(({ isUrgent }) => !isUrgent),
    async (record) => {
      if (reconciler.timeLeft() > 0) await write(record);
    },
  );
  await each(records, (record) => record.announce());
  const unroomed = await announceNoRoom(images, scope, reconciler);
  return {
    records,
    outcomes,
    errors: [
      ...outcomes.flatMap(({ error }) => error ?? []),
      ...records.flatMap((record) => record.errors),
      ...unroomed,
      ...findings.flatMap((finding) => errorOf(finding)),
    ],
  };
}

/**
 * An image without room for its state has none to remember that this was announced either, so it is only announced when
 * somebody's act on that very image led here.
 */
async function announceNoRoom(
  images: readonly Replicated[],
  scope: Scope,
  reconciler: Reconciler,
): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const { source, rule, report } of images) {
    if (report.kind !== 'no-room') continue;
    reconciler.meter.add('NoRoomForStatus', 1);
    if (scope.kind !== 'image') continue;
    const { problem } = report;
    const at = reconciler.now();
    const about = { source, rule: rule?.fingerprint, attempts: 0, problem, at };
    try {
      await announce(reconciler, { outcome: 'FAILED', ...about });
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}

/** Tags that cannot be read, and not because AWS is busy, are an error. */
function errorOf(finding: Finding): string[] {
  if (finding.kind !== 'unread' || finding.fault.kind === 'transient') return [];
  const { code, message } = finding.fault;
  return [`the tags of ${finding.image.name} could not be read: ${code}: ${message}`];
}
