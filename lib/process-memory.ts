/* Facts that a process keeps from one run to the next, to save calls. */

import type { Image } from './core/image.ts';
import { COOL_DOWN, NOTICE_MINUTES, REMEMBERED, STUCK } from './core/limits.ts';

/**
 * What was found of an image when it was last read: something in flight, something that is late and so does not keep the
 * watch on, or nothing that waits for anything.
 */
export type Found = 'in flight' | 'late' | 'at rest';

/** Source images that a tick has to look at, by name. */
export interface Known {
  /** Something of them was in flight, or late, when they were last read. */
  readonly inFlight: readonly string[];
  /** They were not read within the last half hour. */
  readonly unread: readonly string[];
}

/** One build of an image. */
type Build = Pick<Image, 'name' | 'arn' | 'createdAt'>;

/** What a process knows from one run to the next. It saves calls; no outcome depends on it. */
export class ProcessMemory {
  /** Whether the last sweep found own images that AppStream lists as shared. */
  hasShared = false;
  /** Whether this process turned the watch off after it was last turned on. */
  hasTurnedOff = false;
  #coolUntil = 0;
  #switchRefusedAt = Number.NEGATIVE_INFINITY;
  #unlistedSince: number | undefined;
  #listedAt = Number.NEGATIVE_INFINITY;
  /** Builds of the source region's images by name, as they were last listed, and those that events named since. */
  #listed = new Map<string, string>();
  /** Builds that were found in flight or late. */
  readonly #inFlight = new Set<string>();
  /** Calls that it took to list each destination region when it was last listed. */
  readonly #pages = new Map<string, number>();
  readonly #refusedAt = new Map<string, number>();
  readonly #atRestAt = new Map<string, number>();
  readonly #unreadSince = new Map<string, number>();
  readonly #deniedAt = new Map<string, number>();

  /** AWS was too busy to answer. */
  coolDown(now: Date): void {
    this.#coolUntil = now.getTime() + COOL_DOWN;
  }

  /** Whether AWS was too busy within the last minute. */
  isCoolingDown(now: Date): boolean {
    return now.getTime() < this.#coolUntil;
  }

  /** The source images could be listed, or not. */
  noteListing(isListed: boolean, now: Date): void {
    this.#unlistedSince = isListed ? undefined : (this.#unlistedSince ?? now.getTime());
  }

  /** Whether the source images could not be listed for an hour. */
  isListingStuck(now: Date): boolean {
    return this.#unlistedSince !== undefined && now.getTime() - this.#unlistedSince >= STUCK;
  }

  /** How many images the source region has, as far as is known. */
  get images(): number {
    return this.#listed.size;
  }

  /** All images of the source region were listed. */
  noteImages(images: readonly Build[], now: Date): void {
    this.#listedAt = now.getTime();
    this.#listed = new Map(images.map((image) => [image.name, keyOf(image)]));
    const builds = new Set(this.#listed.values());
    for (const marks of [this.#refusedAt, this.#atRestAt, this.#unreadSince, this.#inFlight])
      for (const key of marks.keys()) if (!builds.has(key)) marks.delete(key);
  }

  /**
   * The images that may have something in flight; undefined when all images were not listed within the last half hour.
   * Left out is what was at rest, or left to the sweep, within that time.
   */
  known(now: Date): Known | undefined {
    if (now.getTime() - this.#listedAt >= REMEMBERED) return undefined;
    const isAtRest = (build: string) =>
      isRecent(this.#atRestAt, build, now) && !this.#inFlight.has(build);
    const due = [...this.#listed].filter(
      ([, build]) => !isAtRest(build) && !isRecent(this.#refusedAt, build, now),
    );
    const names = (isInFlight: boolean) =>
      due.filter(([, build]) => this.#inFlight.has(build) === isInFlight).map(([name]) => name);
    return { inFlight: names(true), unread: names(false) };
  }

  /** A replica of the source image of that name was seen on its way: if it began after the image was read, another process began it. */
  noteReplica(source: string, startedAt: Date): void {
    const build = this.#listed.get(source);
    const knownAt = build === undefined ? this.#listedAt : (this.#atRestAt.get(build) ?? 0);
    if (startedAt.getTime() > knownAt) this.noteUnseen(source);
  }

  /** Something became of the image of that name that this process has not seen: the next tick looks at it. */
  noteUnseen(name: string): void {
    const build = this.#listed.get(name) ?? name;
    this.#listed.set(name, build);
    this.#atRestAt.delete(build);
  }

  /** A destination region was listed. */
  notePages(region: string, calls: number): void {
    this.#pages.set(region, calls);
  }

  /** How many calls it takes to list a destination region, as far as is known. */
  pagesOf(region: string): number {
    return this.#pages.get(region) ?? 0;
  }

  /** The watch could not be turned off. */
  noteSwitchRefused(now: Date): void {
    this.#switchRefusedAt = now.getTime();
  }

  /** Whether the watch could not be turned off within the last half hour. */
  isSwitchRefused(now: Date): boolean {
    return now.getTime() - this.#switchRefusedAt < REMEMBERED;
  }

  /** The status of an image could not be written and is left to the sweep, or not. */
  noteStatus(image: Build, isRefused: boolean, now: Date): void {
    mark(this.#refusedAt, image, isRefused ? now.getTime() : undefined);
  }

  /** Whether an image was left to the sweep within the last half hour, since its status could not be written. */
  isRefused(image: Build, now: Date): boolean {
    return isRecent(this.#refusedAt, keyOf(image), now);
  }

  /** An image's tags were read. */
  noteRead(image: Build, found: Found, now: Date): void {
    mark(this.#atRestAt, image, found === 'in flight' ? undefined : now.getTime());
    mark(this.#unreadSince, image, undefined);
    this.#listed.set(image.name, keyOf(image));
    if (found === 'at rest') this.#inFlight.delete(keyOf(image));
    else this.#inFlight.add(keyOf(image));
  }

  /** Whether nothing of an image was in flight within the last half hour. */
  isAtRest(image: Build, now: Date): boolean {
    return isRecent(this.#atRestAt, keyOf(image), now);
  }

  /** AWS was too busy to show an image's tags. */
  noteUnread(image: Build, now: Date): void {
    this.noteUnseen(image.name);
    mark(this.#unreadSince, image, this.#unreadSince.get(keyOf(image)) ?? now.getTime());
  }

  /** Whether an image's tags could not be read for an hour. */
  isStuck(image: Build, now: Date): boolean {
    return now.getTime() - (this.#unreadSince.get(keyOf(image)) ?? now.getTime()) >= STUCK;
  }

  /** IAM denied a change of an image. @returns whether that is to be said: once a day, as of a delete that is denied */
  noteDenied(image: Build, now: Date): boolean {
    const isKnown = isRecent(this.#deniedAt, keyOf(image), now, NOTICE_MINUTES * 60_000);
    if (!isKnown) mark(this.#deniedAt, image, now.getTime());
    return !isKnown;
  }
}

function mark(marks: Map<string, number>, image: Build, at: number | undefined): void {
  if (at === undefined) marks.delete(keyOf(image));
  else marks.set(keyOf(image), at);
}

function isRecent(
  marks: ReadonlyMap<string, number>,
  build: string,
  now: Date,
  within = REMEMBERED,
): boolean {
  const at = marks.get(build);
  return at !== undefined && now.getTime() - at < within;
}

function keyOf({ arn, createdAt }: Build): string {
  return `${arn} ${createdAt?.getTime()}`;
}
