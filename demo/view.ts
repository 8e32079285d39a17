/* Shows a story as it goes: a line for all that happens and, on a terminal, the matrix of `status` below. */

import { columnsOf, type Io, paintOf, print } from '../cli/io.ts';
import { matrix } from '../cli/render/matrix.ts';
import { paragraph, plural, wrap } from '../cli/render/words.ts';
import { createScreen } from '../cli/screen.ts';
import type { Frame } from './play.ts';

/** Seconds that a simulated minute takes for somebody who watches. */
const MINUTE = 0.1;
/** Seconds to read a line. */
const LINE = 0.8;

export interface View {
  /** @returns the seconds that it takes to read what is new */
  show(frame: Frame): number;
  end(): void;
}

/** Prints lines, wrapped between words to the width of the output; what is indented stays as it is. */
export function printer({ stdout }: Pick<Io, 'stdout'>): (...lines: readonly string[]) => void {
  const fit = (line: string) => (line.startsWith(' ') ? line : wrap(line, columnsOf(stdout)));
  return (...lines) => print(stdout, ...lines.flatMap((line) => line.split('\n')).map(fit));
}

export function createView(io: Pick<Io, 'stdout' | 'env'>): View {
  const { stdout, env } = io;
  const paint = paintOf(stdout, env);
  const screen = stdout.isTTY && env.TERM !== 'dumb' ? createScreen(io) : undefined;
  return {
    show({ overview, isWatching, runs, messages, beats, effects }) {
      const time = overview.at.slice(11, 16);
      const lines = [...beats.map((beat) => paint('bold', beat)), ...effects];
      if (lines.length > 0) screen?.clear();
      for (const line of lines) {
        const [first = '', ...rest] = paragraph([line], columnsOf(stdout), time.length + 2);
        print(stdout, `${time}  ${first.trimStart()}`, ...rest);
      }
      const watch = isWatching ? 'watch on: a run each minute' : 'watch off';
      const counts = `${plural(runs, 'run')}   ${plural(messages, 'message')}`;
      const head = `${paint('bold', `Simulated time ${time}`)}   ${watch}   ${counts}`;
      screen?.show(`\n${head}\n\n${matrix(overview, columnsOf(stdout), paint)}\n`);
      return MINUTE + LINE * lines.length;
    },
    end: () => screen?.clear(),
  };
}
