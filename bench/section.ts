/** How much to measure. */
export interface Plan {
  /** Fewer and smaller cases, for a minute at most. */
  readonly quick: boolean;
  /** Tells how far the measuring is. */
  say(line: string): void;
}

export type Cell = string | number;

export interface Table {
  readonly caption: string;
  /** Names, with the unit where there is one. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Something that is to be at most so large. It is met when `measured` is not above `limit`. */
export interface Goal {
  readonly what: string;
  readonly limit: number;
  readonly measured: number;
  /** Why it is not met, where it cannot be. */
  readonly note?: string;
}

export interface Axis {
  readonly name: string;
  readonly log?: boolean;
}

export interface Line {
  readonly name: string;
  /** Drawn dashed and without marks: what is computed, not measured. */
  readonly isBound?: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Plot {
  /** The file's name, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
}

/** One thing that was measured, from all sides. */
export interface Section {
  readonly title: string;
  readonly goals: readonly Goal[];
  readonly tables: readonly Table[];
  readonly plots: readonly Plot[];
}
