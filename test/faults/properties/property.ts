import type { Played } from '../machine/play.ts';

/** Something that holds in every history. */
export interface Property {
  readonly name: string;
  /** How a history breaks it; empty when it does not. */
  violations(played: Played): string[];
}
