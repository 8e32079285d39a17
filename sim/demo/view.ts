import { styleText } from 'node:util';
import { createLogUpdate } from 'log-update';
import wrapAnsi from 'wrap-ansi';
import type { Frame } from './frame.ts';
import { changes } from './lines.ts';
import { TABLE_WIDTH, table } from './table.ts';
import type { Paint } from './text.ts';

/** Shows frames as they come. */
export interface View {
  show(frame: Frame): void;
  /** Leaves the last frame where it is. */
  end(): void;
}

/** Styles as the stream can show them; none when it is no terminal, or NO_COLOR is set. */
export function painterFor(stream: NodeJS.WriteStream): Paint {
  return (style, text) => styleText(style, text, { stream });
}

/** Writes text wrapped between words to the width of the terminal, or 80 columns; not what is indented. */
export function printerFor(stream: NodeJS.WriteStream): (text: string) => void {
  const width = stream.columns ?? 80;
  const fit = (line: string) => (line.startsWith(' ') ? line : wrapAnsi(line, width));
  return (text) => void stream.write(`${text.split('\n').map(fit).join('\n')}\n`);
}

/** A table that updates in place on a terminal with room for it, else a line for each change. */
export function createView(stream: NodeJS.WriteStream): View {
  const hasRoom = stream.isTTY && stream.columns >= TABLE_WIDTH && process.env.TERM !== 'dumb';
  return hasRoom ? tableView(stream) : linesView(stream);
}

function tableView(stream: NodeJS.WriteStream): View {
  const update = createLogUpdate(stream);
  const paint = painterFor(stream);
  return { show: (frame) => update(table(frame, paint)), end: () => update.done() };
}

function linesView(stream: NodeJS.WriteStream): View {
  let before: Frame | undefined;
  return {
    show(frame) {
      for (const line of changes(before, frame)) stream.write(`${line}\n`);
      before = frame;
    },
    end() {},
  };
}
