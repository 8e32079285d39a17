/* What a run leaves in flight, and so keeps the watch on. */

import type { Observer } from '../context.ts';
import type { Image } from '../core/image.ts';
import { isWatched, type Limits } from '../core/tags/due.ts';
import { minutesBetween } from '../core/time.ts';
import type { ProcessMemory } from '../process-memory.ts';
import type { PlannedSource } from './plan.ts';
import { NO_TIME } from './read-tags.ts';
import type { SourceRecord } from './source-record.ts';

/** What a run leaves in flight. */
export interface Flight {
  /** Destinations, rules and images that keep the watch on. */
  readonly inFlight: number;
  /** Whether one of them is in flight since this run. */
  readonly isNew: boolean;
  /** Images for which nothing more can be done in this run; what AWS refuses is left to the sweep. */
  readonly stuck: readonly Image[];
}

/** What judging needs. */
interface Judge extends Pick<Observer, 'limits' | 'now'> {
  readonly memory: ProcessMemory;
}

/**
 * What a run leaves in flight, and so keeps the watch on. What is late is not, nor is an image whose status AWS refuses
 * to write. That AWS was busy when it was to be written keeps a tick going only where something is known to be in flight.
 */
export function flightOf(
  records: readonly SourceRecord[],
  sources: readonly PlannedSource[],
  isTick: boolean,
  judge: Judge,
  began: Date,
): Flight {
  const { limits, memory } = judge;
  const now = judge.now();
  const counts = records.map((record) => {
    const count = countOf(record, isTick, limits, now);
    const found = count > 0 || record.fault ? 'in flight' : record.isOpen ? 'late' : 'at rest';
    memory.noteRead(record.source.image, found, began);
    memory.noteStatus(record.source.image, count === 0 && record.fault !== undefined, now);
    return { record, count };
  });
  for (const { kind, image } of sources)
    if (kind === 'ignored') memory.noteRead(image, 'at rest', began);
  const unread = sources.filter((source) => source.kind === 'unread');
  const busy = unread.filter(({ fault }) => fault.kind === 'transient' && fault !== NO_TIME);
  if (busy.length > 0) memory.coolDown(now);
  for (const { image } of busy) memory.noteUnread(image, now);
  for (const { image, fault } of unread)
    if (fault.kind !== 'transient') memory.noteStatus(image, true, now);
  const doubtful = unread.filter((source) => isDoubtful(source, memory, now));
  return {
    inFlight: counts.reduce((sum, { count }) => sum + count, doubtful.length),
    isNew: counts.some(({ record, count }) => count > 0 && (record.hasWritten || record.fault)),
    stuck: records.filter(({ isWritable }) => !isWritable).map(({ source }) => source.image),
  };
}

function countOf(record: SourceRecord, isTick: boolean, limits: Limits, now: Date): number {
  const { source, fault } = record;
  if (!fault) return record.inFlight(limits, now);
  const isYoung = (from: Date) => minutesBetween(from, now) < limits.lateAfterHours * 60;
  // A status that a person wrote has no time by which it could grow old.
  const wasInFlight = source.planned.some(
    ({ destination: { status } }) =>
      status?.rule !== undefined && isWatched(status, limits, now) && isYoung(status.since),
  );
  const isAwaited = record.isBeingBuilt && isYoung(source.image.createdAt);
  const isKnown = !isTick || wasInFlight || isAwaited || record.hasCopied;
  return fault.kind === 'transient' && isKnown ? 1 : 0;
}

/** Whether something of an image that was not read may be in flight. What may not be read at all is left to the sweep. */
export function isDoubtful(
  { image, fault }: Extract<PlannedSource, { kind: 'unread' }>,
  memory: ProcessMemory,
  now: Date,
): boolean {
  if (fault.kind !== 'transient') return false;
  return fault === NO_TIME ? !memory.isAtRest(image, now) : !memory.isStuck(image, now);
}
