/* What a story is: what happens in the account, and what is to come of it. */

import type { World } from '../sim/index.ts';

/** Something that happens in the account, at a minute of simulated time. */
export interface Beat {
  readonly minute: number;
  /** For the audience. */
  readonly text: string;
  act(world: World): void;
}

/** What is to become of one source image in one destination region. */
export interface Ending {
  readonly image: string;
  readonly region: string;
  /** Name of the replica; the image's own by default. */
  readonly replica?: string;
  /** Copies that AppStream is to accept. */
  readonly copies: number;
  /** The source image's own tags, which are to follow to the replica. */
  readonly tags: Readonly<Record<string, string>>;
  /** The account that the replica is to be shared with. */
  readonly sharedWith?: string;
  /** The code with which it is to fail. Absent: it is to succeed. */
  readonly fails?: string;
}

/** What is to become of one fleet. */
export interface FleetEnding {
  readonly fleet: string;
  readonly region: string;
  /** The image that it is to have. */
  readonly image: string;
  /** `FOLLOWING` when it is to be moved to that image, `WAITING` when it is to wait for its window. */
  readonly state: 'FOLLOWING' | 'WAITING';
}

export interface Story {
  /** The moment at which simulated time begins: ISO 8601. */
  readonly begins: string;
  /** Of the stack. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What the account holds before that. */
  prepare(world: World): void;
  readonly beats: readonly Beat[];
  /** Simulated minutes that a copy into a region takes. */
  readonly copyMinutes: Readonly<Record<string, number>>;
  /** The first `times` copies of the image to the region fail. */
  readonly failures: readonly { image: string; region: string; times: number }[];
  readonly endings: readonly Ending[];
  /** What is to become of fleets that follow a family. */
  readonly fleets: readonly FleetEnding[];
  /** The old replicas that are to be announced for deletion. */
  readonly retiring: readonly { image: string; region: string }[];
}

/** The region where images are built and the stack is deployed. */
export const HOME = 'us-east-1';
