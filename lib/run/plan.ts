/* Observes and decides; writes nothing. */

import type { Observer } from '../context.ts';
import { decide } from '../core/decision/decide.ts';
import type { Decision, Destination, Observed } from '../core/decision/decision.ts';
import type { Scope } from '../core/event.ts';
import type { Image } from '../core/image.ts';
import type { Source } from '../core/tags/source.ts';
import type { ProcessMemory } from '../process-memory.ts';
import { observeRegions } from './observe-regions.ts';
import { readSources } from './read-tags.ts';
import { sourceImagesOf } from './source-images.ts';

/** One destination of one source image, and what is to be done about it. */
export interface Planned {
  readonly destination: Destination;
  readonly decision: Decision;
}

/** An image with a rule or with something in flight, and what is to be done about its destinations. */
export type Replicated = Extract<Source, { kind: 'replicated' }> & {
  readonly planned: readonly Planned[];
};

/** An image of the source region, and what is to be done about it. */
export type PlannedSource = Exclude<Source, { kind: 'replicated' }> | Replicated;

/**
 * Looks at the images that a scope is about and decides each of their destinations, oldest image first.
 * @throws what the SDK throws when the source region's images cannot be listed: then nothing is known
 */
export async function planScope(scope: Scope, observer: Observer): Promise<PlannedSource[]> {
  return planImages(await sourceImagesOf(scope, observer), observer);
}

/** Reads the tags of these images, and decides each of their destinations. Never throws. */
export async function planImages(
  images: readonly Image[],
  observer: Observer,
  tick?: ProcessMemory,
): Promise<PlannedSource[]> {
  return planSources(
    await readSources(images, observer, tick ? 'in flight' : 'all'),
    observer,
    tick,
  );
}

/**
 * Decides each destination of these images, in their order. Regions are read only where a decision depends on them,
 * and while there is time. Never throws.
 * @param tick the memory of a process that makes a tick, which looks at what is in flight and leaves the rest to the sweep
 */
export async function planSources(
  read: readonly Source[],
  observer: Observer,
  tick?: ProcessMemory,
): Promise<PlannedSource[]> {
  const sources = read.map((source) => planUnobserved(source, tick !== undefined));
  const planned = sources.flatMap((source) => (source.kind === 'replicated' ? source.planned : []));
  const asking = planned.filter(isAsking).map(({ destination }) => destination);
  const observed = await observeRegions(asking, observer, tick);
  const now = observer.now();
  return sources.map((source) => {
    if (source.kind !== 'replicated') return source;
    const planned = source.planned.map((each) => decideAgain(each, observed, now));
    return { ...source, destinations: planned.map(({ destination }) => destination), planned };
  });
}

/** Decides what needs no look at a destination region. */
function planUnobserved(source: Source, isTick: boolean): PlannedSource {
  if (source.kind !== 'replicated') return source;
  const planned = source.destinations.map((destination) => {
    const task = { destination, decision: decide(destination) };
    return isTick ? leaveToSweep(task) : task;
  });
  return { ...source, planned };
}

/** Decides what asked for a look at its region. What did not was decided for good: the look was not made for it. */
function decideAgain(
  planned: Planned,
  observed: ReadonlyMap<string, Observed>,
  now: Date,
): Planned {
  const seen = observed.get(planned.destination.region);
  if (!isAsking(planned) || !seen) return planned;
  const destination = { ...planned.destination, observed: seen, now };
  return { destination, decision: decide(destination) };
}

function isAsking({ decision }: Planned): boolean {
  return decision.do === 'read region';
}

function leaveToSweep(planned: Planned): Planned {
  const { decision } = planned;
  if (decision.do !== 'read region' || !decision.rarely) return planned;
  const reason = 'nothing is in flight; the sweep looks again';
  return { ...planned, decision: { do: 'nothing', reason } };
}
