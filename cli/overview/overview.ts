/* What `status` shows, and how to walk through it. */

import type { Overview } from '../schemas/overview.ts';

export type { Overview };

/** An image of the source region. */
export type ImageView = Overview['images'][number];

/** One destination of one image. */
export type DestinationView = ImageView['destinations'][number];

/** A destination together with its image. */
export interface Place {
  readonly image: ImageView;
  readonly destination: DestinationView;
}

/** Every destination of every image. */
export function placesOf({ images }: Overview): Place[] {
  return images.flatMap((image) =>
    image.destinations.map((destination) => ({ image, destination })),
  );
}

/** The regions of all destinations, each once, in alphabetical order. */
export function regionsOf(overview: Overview): string[] {
  return [...new Set(placesOf(overview).map(({ destination }) => destination.region))].sort();
}

/** The states of destinations, the gravest first. */
export const STATES = [
  'FAILED',
  'WAITING',
  'COPYING',
  'PENDING',
  'AVAILABLE',
  'RETIRED',
] as const satisfies readonly DestinationView['state'][];

/** How many destinations are in each state that occurs, the gravest first. */
export function countStates(
  overview: Overview,
): { readonly state: DestinationView['state']; readonly count: number }[] {
  const states = placesOf(overview).map(({ destination }) => destination.state);
  return STATES.map((state) => ({
    state,
    count: states.filter((each) => each === state).length,
  })).filter(({ count }) => count > 0);
}

/** True for a destination that is AVAILABLE, FAILED or RETIRED, even if that is still to be announced. */
export function hasEnded({ state }: DestinationView): boolean {
  return state === 'AVAILABLE' || state === 'FAILED' || state === 'RETIRED';
}

/** Whether the tags of every image could be read. */
export function isAllRead(images: readonly { readonly kind: string }[]): boolean {
  return images.every(({ kind }) => kind !== 'unread');
}

/** True when nothing is in flight: every destination is at its end. */
export function isSettled(overview: Overview): boolean {
  return isAllRead(overview.images) && placesOf(overview).every(isAtRest);
}

/** True when nothing is in flight but announcements. */
export function isSettledButAnnouncements(overview: Overview): boolean {
  return (
    isAllRead(overview.images) &&
    placesOf(overview).every(
      (place) => isAtRest(place) || (hasEnded(place.destination) && place.destination.unannounced),
    )
  );
}

function isAtRest({ destination }: Place): boolean {
  return destination.next.do === 'nothing';
}

/** True when a run would have nothing to do: neither about a destination nor a rule nor an old replica nor a fleet. */
export function isInSync(overview: Overview): boolean {
  return (
    isSettled(overview) &&
    overview.images.every(({ rule }) => !rule || rule.next === 'nothing') &&
    !isRetiring(overview) &&
    !isRollingOut(overview)
  );
}

/** True when a run of retention would change something. */
function isRetiring({ retention }: Overview): boolean {
  const isChange = (what: string) => what !== 'keep' && what !== 'wait';
  return Boolean(retention?.on && retention.replicas.some(({ next }) => isChange(next.do)));
}

/** True when a run of the rollout would change something. */
function isRollingOut({ rollout }: Overview): boolean {
  const isChange = (what: string) => what !== 'nothing' && what !== 'wait';
  return Boolean(rollout?.on && rollout.fleets.some(({ next }) => isChange(next.do)));
}
