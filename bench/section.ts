/* What a section of the bench finds out. */

/** How much to measure. */
export interface Plan {
  /** Fewer and smaller cases. */
  readonly quick: boolean;
  /** Reports progress. */
  say(line: string): void;
}

export type Cell = string | number;

export interface Table {
  readonly caption: string;
  /** Names, with the unit where there is one. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Something that is to be at most so large. */
export interface Goal {
  readonly what: string;
  readonly limit: number;
  readonly measured: number;
  readonly isMet: boolean;
}

/** A goal and whether it is met, by the largest of what was measured. */
export function goal(what: string, limit: number, ...measured: readonly number[]): Goal {
  const largest = Math.max(...measured);
  return { what, limit, measured: largest, isMet: largest <= limit };
}

export interface Section {
  readonly title: string;
  readonly goals: readonly Goal[];
  readonly tables: readonly Table[];
}
