/* What `--wait` shows while copies are in flight. */

import { columnsOf, type Io, paintOf, print } from '../io.ts';
import type { Overview } from '../overview/overview.ts';
import { createChanges } from '../render/changes.ts';
import { matrix } from '../render/matrix.ts';
import { createScreen } from '../screen.ts';

/** Shows how replications get on. */
export interface Progress {
  show(overview: Overview): void;
  clear(): void;
}

/** On a terminal the matrix, refreshed in place; else a line on the standard error for each destination that changes. */
export function createProgress(io: Io, { json }: { readonly json?: boolean }): Progress {
  return io.stdout.isTTY && !json ? liveMatrix(io) : changes(io);
}

function liveMatrix(io: Io): Progress {
  const screen = createScreen(io);
  const paint = paintOf(io.stdout, io.env);
  return {
    show: (overview) =>
      screen.show(
        `${matrix(overview, columnsOf(io.stdout), paint)}\n\n${paint('dim', `${overview.at}, waiting; Ctrl-C ends the command, copies continue`)}`,
      ),
    clear: screen.clear,
  };
}

function changes(io: Io): Progress {
  const changesIn = createChanges();
  return {
    show(overview) {
      for (const change of changesIn(overview)) print(io.stderr, `${overview.at}  ${change}`);
    },
    clear: () => {},
  };
}
