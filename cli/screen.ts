/* Output that is refreshed in place on a terminal, and appended elsewhere. */

import { createLogUpdate } from 'log-update';
import type { Io } from './io.ts';
import { print } from './io.ts';

/** Where something that changes is shown. */
export interface Screen {
  /** Shows a frame in the place of the one before; off a terminal, below it. */
  show(frame: string): void;
  /** Takes the last frame away from a terminal. */
  clear(): void;
}

/** A screen on the standard output. */
export function createScreen({ stdout }: Pick<Io, 'stdout'>): Screen {
  if (stdout.isTTY !== true) {
    return { show: (frame) => print(stdout, frame), clear: () => {} };
  }
  const update = createLogUpdate(stdout);
  return {
    show: (frame) => update(frame),
    clear() {
      update.clear();
      update.done();
    },
  };
}
