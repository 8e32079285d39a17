/* Errors, odd answers and cut connections that a test plans for calls to come. */

/** An error that the service answers with instead of its own answer. */
export interface ErrorAnswer {
  /** The error's code, such as `ThrottlingException`. */
  readonly error: string;
  readonly message?: string;
  /** HTTP status, 400 by default; 500 and 503 for faults of the server. */
  readonly status?: number;
  /** True: the service acts first, and only its answer is this error. */
  readonly after?: true;
}

export type FaultEffect =
  | ErrorAnswer
  /** The connection is cut before, or after, the service acted. */
  | 'drop-before'
  | 'drop-after'
  /** This JSON is the answer, and the service does not act. */
  | { readonly answer: unknown }
  /** These bytes are the answer, whatever they are, and the service does not act. */
  | { readonly raw: string; readonly status?: number }
  /** Reads answer for the moment that many minutes ago; other calls do not meet this fault. */
  | { readonly stale: { readonly minutes: number } };

export interface Fault {
  /** Absent: every operation. */
  readonly operation?: string;
  /** The region that the call is sent to. Absent: every region. */
  readonly region?: string;
  readonly match?: (input: unknown) => boolean;
  /** How many calls meet the fault: 1 by default, Infinity for all. */
  readonly times?: number;
  readonly effect: FaultEffect;
}

/** The faults still to come. */
export class FaultScript {
  #pending: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#pending.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#pending = [];
  }

  /** The effect of the first fault that fits the call; it has then been met once more. */
  take(call: {
    operation: string;
    region: string;
    input: unknown;
    writes: boolean;
  }): FaultEffect | undefined {
    const met = this.#pending.find(({ fault }) => fits(fault, call));
    if (!met) return undefined;
    met.left -= 1;
    this.#pending = this.#pending.filter(({ left }) => left > 0);
    return met.fault.effect;
  }
}

function fits(
  { operation, region, match, effect }: Fault,
  call: { operation: string; region: string; input: unknown; writes: boolean },
): boolean {
  if (operation !== undefined && operation !== call.operation) return false;
  if (region !== undefined && region !== call.region) return false;
  if (typeof effect === 'object' && 'stale' in effect && call.writes) return false;
  return match?.(call.input) ?? true;
}
