import type { Decision } from '../../lib/core/decision/decision.ts';
import type { StatusWord } from '../../lib/core/tags/status.ts';

/** All that is known of a source region's images and their replicas. `cli/schemas/overview.json` is its contract. */
export interface Overview {
  readonly version: '1';
  /** When AWS was asked. */
  readonly at: string;
  readonly region: string;
  readonly tagPrefix: string;
  /** Oldest image first. */
  readonly images: readonly ImageView[];
}

/** An image of the source region. */
export interface ImageView {
  readonly name: string;
  readonly arn: string;
  /** AWS's word. */
  readonly state: string;
  readonly createdAt?: string;
  /** `ignored`: it is not replicated; `unread`: its tags could not be read. */
  readonly kind: 'replicated' | 'ignored' | 'unread';
  /** Why it is ignored or unread. */
  readonly reason?: string;
  readonly rule?: {
    /** What a run would do about the rule as a whole. */
    readonly next: 'nothing' | 'clear' | 'report';
    /** What is wrong with it; empty for a valid rule. */
    readonly problems: readonly string[];
    readonly hint?: string;
  };
  readonly destinations: readonly DestinationView[];
}

/** One destination of one image. */
export interface DestinationView {
  readonly region: string;
  /** Name of the replica. */
  readonly name?: string;
  /** `PENDING`: nothing has begun. */
  readonly state: StatusWord | 'PENDING';
  /** Since when it is in that state. */
  readonly since?: string;
  readonly startedAt?: string;
  /** From the first copy to `AVAILABLE`. Absent when nobody saw that copy begin. */
  readonly secondsTaken?: number;
  readonly attempts: number;
  /** It takes so long that `LATE` is announced; from then on it is looked at with each sweep only. */
  readonly late?: true;
  /** The end, or that it is late, is still to be announced. */
  readonly unannounced?: true;
  /** Why it waits or failed. */
  readonly reason?: { readonly code: string; readonly message: string; readonly hint: string };
  /** What a run would do now, and why. */
  readonly next: { readonly do: Decision['do']; readonly reason: string };
}

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

/** True for a destination that is AVAILABLE or FAILED, even if that is still to be announced. */
export function hasEnded({ state }: DestinationView): boolean {
  return state === 'AVAILABLE' || state === 'FAILED';
}

/** True when nothing is in flight: every destination is at its end. */
export function isSettled(overview: Overview): boolean {
  return (
    overview.images.every(({ kind }) => kind !== 'unread') && placesOf(overview).every(isAtRest)
  );
}

/** True when nothing is in flight but announcements. */
export function isSettledButAnnouncements(overview: Overview): boolean {
  return (
    overview.images.every(({ kind }) => kind !== 'unread') &&
    placesOf(overview).every(
      (place) => isAtRest(place) || (hasEnded(place.destination) && place.destination.unannounced),
    )
  );
}

function isAtRest({ destination }: Place): boolean {
  return destination.next.do === 'nothing';
}

/** True when a run would have nothing to do: neither about a destination nor about a rule. */
export function isInSync(overview: Overview): boolean {
  return (
    isSettled(overview) && overview.images.every(({ rule }) => !rule || rule.next === 'nothing')
  );
}
