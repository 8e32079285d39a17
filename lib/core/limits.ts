/* Every number that somebody might want to change, with its unit and its reason. What AWS fixes stands where it is used. */

/** Tries of one call by the SDK, the first included. A `DeleteImage` has one. */
export const TRIES_PER_CALL = 3;

/** Milliseconds until a connection counts as not made, and a call as not answered. */
export const CONNECTION_TIMEOUT = 3_000;
export const CALL_TIMEOUT = 20_000;

/** Copies of one image to one region that are made when they fail, the first included. */
export const MAX_ATTEMPTS = 3;

/**
 * Minutes between the failure of a copy and the next, by the copies that failed: what AWS cannot do now, it may be able
 * to do later.
 */
export const RETRY_MINUTES: Readonly<Record<number, number>> = { 1: 10, 2: 60 };

/**
 * Minutes for which a copy that AppStream accepted may stay unlisted before it is held to be gone: a listing may
 * lag behind.
 */
export const INVISIBLE_MINUTES = 15;

/** Minutes on end for which a region may be unreachable before it counts as unavailable. */
export const REGION_MINUTES = 10;

/** Minutes on end for which IAM may refuse a call before that is final: policies and tags take time to be known everywhere. */
export const DENIED_MINUTES = 10;

/**
 * Minutes from the announcement that a replica is to be retired to its deletion: a day, and what a run may take to get
 * the announcement out.
 */
export const NOTICE_MINUTES = 24 * 60 + 10;

/** Minutes for which a notice counts once its time has come: what was announced longer ago is announced again. */
export const STALE_NOTICE_MINUTES = 7 * 24 * 60;

/** Minutes between two tries to announce the same thing: at first, and once it is late. A sweep comes every 30. */
export const ANNOUNCE_AGAIN_MINUTES = { fast: 5, slow: 25 };

/** Images that one tick checks, at five calls a second: when more are in flight, they are checked every few minutes. */
export const IMAGES_PER_MINUTE = 300;

/** Minutes between two ticks that look at what is in flight, at most: the longest that a run may take. */
export const MOST_MINUTES = 5;

/** Images whose tags are read at once. */
export const TAG_READS_AT_ONCE = 8;

/** Destination regions that are listed at once. */
export const LISTINGS_AT_ONCE = 8;

/** Regions acted on at once; within one, a single thing at a time and the oldest image first. */
export const REGIONS_AT_ONCE = 10;

/** Images whose status is written, or announced, at once. */
export const IMAGES_AT_ONCE = 8;

/** Milliseconds of a run that are kept back, for writing down what it has done. */
export const RESERVE = 60_000;

/** Milliseconds for which AWS is left alone after it was too busy: until the next tick of the watch. */
export const COOL_DOWN = 60_000;

/** Milliseconds for which it counts that an image was at rest, or that AWS refused a call: until the next sweep, or so. */
export const REMEMBERED = 30 * 60_000;

/** Milliseconds for which ticks try what AWS is too busy for, before it is left to the sweep. */
export const STUCK = 60 * 60_000;

/** Far more pages than an account has images for: a listing that goes on past them is broken. */
export const MAX_PAGES = 2_000;

/** Characters of a reason's message and of a hint: far below what SNS takes, and enough for every known text. */
export const MAX_TEXT = 2_000;

/** Characters of a code: more than any known one has, and as many as a status tag has room for. */
export const MAX_CODE = 60;
