/* The request rate above which AWS throttles a region. */

/** Admits so many calls per region in any second of the clock. */
export class RateLimit {
  readonly #callsPerSecond: number;
  readonly #admitted = new Map<string, number[]>();

  constructor(callsPerSecond: number) {
    this.#callsPerSecond = callsPerSecond;
  }

  /** Whether the region answers one more call at `now` (milliseconds); if so, it counts. */
  admits(region: string, now: number): boolean {
    if (this.#callsPerSecond === Number.POSITIVE_INFINITY) return true;
    const recent = (this.#admitted.get(region) ?? []).filter((at) => at > now - 1000);
    const admitted = recent.length < this.#callsPerSecond;
    this.#admitted.set(region, admitted ? [...recent, now] : recent);
    return admitted;
  }
}
