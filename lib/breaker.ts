/** How long AWS is left alone after it was too busy, in milliseconds: until the next tick of the watch. */
const BREAK = 60_000;

/** What a process knows of AWS being too busy to answer, from one run to the next. */
export class Breaker {
  #until = 0;

  /** AWS was too busy. */
  trip(now: Date): void {
    this.#until = now.getTime() + BREAK;
  }

  /** Whether AWS was too busy within the last minute. */
  isOpen(now: Date): boolean {
    return now.getTime() < this.#until;
  }
}
