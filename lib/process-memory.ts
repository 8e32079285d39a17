/* Facts that a process keeps from one run to the next, to save calls. */

import type { Image } from './core/image.ts';
import { COOL_DOWN, REMEMBERED, STUCK } from './core/limits.ts';

/** What a process knows from one run to the next. It saves calls; no outcome depends on it. */
export class ProcessMemory {
  /** Whether the last sweep found own images that AppStream lists as shared. */
  hasShared = false;
  /** Whether this process turned the watch off after it was last turned on. */
  hasTurnedOff = false;
  #coolUntil = 0;
  #switchRefusedAt = Number.NEGATIVE_INFINITY;
  #unlistedSince: number | undefined;
  readonly #refusedAt = new Map<string, number>();
  readonly #atRestAt = new Map<string, number>();
  readonly #unreadSince = new Map<string, number>();

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

  /** The watch could not be turned off. */
  noteSwitchRefused(now: Date): void {
    this.#switchRefusedAt = now.getTime();
  }

  /** Whether the watch could not be turned off within the last half hour. */
  isSwitchRefused(now: Date): boolean {
    return now.getTime() - this.#switchRefusedAt < REMEMBERED;
  }

  /** The status of an image could not be written and is left to the sweep, or not. */
  noteStatus(image: Image, isRefused: boolean, now: Date): void {
    mark(this.#refusedAt, image, isRefused ? now.getTime() : undefined);
  }

  /** Whether an image was left to the sweep within the last half hour, since its status could not be written. */
  isRefused(image: Image, now: Date): boolean {
    return isRecent(this.#refusedAt, image, now);
  }

  /** An image's tags were read: nothing of it was in flight, or something was. */
  noteRead(image: Image, isAtRest: boolean, now: Date): void {
    mark(this.#atRestAt, image, isAtRest ? now.getTime() : undefined);
    mark(this.#unreadSince, image, undefined);
  }

  /** Whether an image was at rest within the last half hour. */
  isAtRest(image: Image, now: Date): boolean {
    return isRecent(this.#atRestAt, image, now);
  }

  /** AWS was too busy to show an image's tags. */
  noteUnread(image: Image, now: Date): void {
    mark(this.#unreadSince, image, this.#unreadSince.get(keyOf(image)) ?? now.getTime());
  }

  /** Whether an image's tags could not be read for an hour. */
  isStuck(image: Image, now: Date): boolean {
    return now.getTime() - (this.#unreadSince.get(keyOf(image)) ?? now.getTime()) >= STUCK;
  }
}

function mark(marks: Map<string, number>, image: Image, at: number | undefined): void {
  if (at === undefined) marks.delete(keyOf(image));
  else marks.set(keyOf(image), at);
}

function isRecent(marks: ReadonlyMap<string, number>, image: Image, now: Date): boolean {
  const at = marks.get(keyOf(image));
  return at !== undefined && now.getTime() - at < REMEMBERED;
}

/** One build of an image. */
function keyOf({ arn, createdAt }: Image): string {
  return `${arn} ${createdAt?.getTime()}`;
}
