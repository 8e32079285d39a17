/* Simulated time for tests, bench and demo. */

/** A clock that only moves when it is told to. */
export interface Clock {
  now(): Date;
  /** Moves the clock on by minutes. */
  advance(minutes: number): void;
}

export function createClock(start = '2026-11-23T08:00:00Z'): Clock {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    advance(minutes) {
      time += minutes * 60_000;
    },
  };
}
