/* Output that is refreshed in place on a terminal, and appended elsewhere. */

import { stripVTControlCharacters } from 'node:util';
import { createLogUpdate } from 'log-update';
import { columnsOf, type Io, print } from './io.ts';
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
    show: (frame, foot) => update(cutTo(frame, foot, stdout)),
    clear() {
      update.clear();
      update.done();
    },
  };
}

/** As many lines of a frame as a terminal shows at once, the cursor's own aside. A long line takes several of its rows. */
function cutTo(frame: string, foot: string | undefined, stdout: Io['stdout']): string {
  const { rows = Number.POSITIVE_INFINITY } = stdout;
  const lines = frame.trimEnd().split('\n');
  const below = foot === undefined ? [] : ['', foot];
  const room = Math.max(rows - 1 - below.length, 2);
  if (fitting(lines, room, columnsOf(stdout)) === lines.length)
    return [...lines, ...below].join('\n');
  const shown = lines.slice(0, fitting(lines, room - 1, columnsOf(stdout)));
  const cut = `… ${plural(lines.length - shown.length, 'more line')}: make the window higher`;
  return [...shown, cut, ...below].join('\n');
}

/** How many of the lines fit into the rows, from the first. */
function fitting(lines: readonly string[], rows: number, columns: number): number {
  let left = rows;
  const end = lines.findIndex((line) => {
    left -= Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns));
    return left < 0;
  });
  return end < 0 ? lines.length : end;
}
