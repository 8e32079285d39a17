/* Output that is refreshed in place on a terminal, and appended elsewhere. */

import { createLogUpdate } from 'log-update';
import type { Io } from './io.ts';
import { print } from './io.ts';
import { plural } from './render/words.ts';

/** Where something that changes is shown. */
export interface Screen {
  /**
   * Shows a frame in the place of the one before; off a terminal, below it. A frame that is higher than the terminal is
   * cut at its bottom, and says so.
   * @param foot a last line that is never cut
   */
  show(frame: string, foot?: string): void;
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
    show: (frame, foot) => update(cutTo(frame, foot, stdout.rows)),
    clear() {
      update.clear();
      update.done();
    },
  };
}

/** As many lines of a frame as a terminal shows at once, the cursor's own aside. */
function cutTo(frame: string, foot: string | undefined, rows = Number.POSITIVE_INFINITY): string {
  const lines = frame.trimEnd().split('\n');
  const below = foot === undefined ? [] : ['', foot];
  const room = Math.max(rows - 1 - below.length, 2);
  if (lines.length <= room) return [...lines, ...below].join('\n');
  const shown = lines.slice(0, room - 1);
  const cut = `… ${plural(lines.length - shown.length, 'more line')}: make the window higher`;
  return [...shown, cut, ...below].join('\n');
}
