import { inThread } from '../search/thread.ts';

/** How the history of a break violates the property that is to notice it. */
export interface Judged {
  readonly what: string;
  /** With the product as it is. */
  readonly whole: readonly string[];
  /** With the product broken. */
  readonly broken: readonly string[];
}

/** Plays the history of every break, with the product as it is and broken. Nothing on disk is changed. */
export function judgeBreaks(): Promise<readonly Judged[]> {
  return inThread<readonly Judged[]>(new URL('./break-worker.ts', import.meta.url), undefined);
}
