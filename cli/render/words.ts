/* Ages, states and wrapped text for the terminal. */

import wrapAnsi from 'wrap-ansi';
import type { DestinationView } from '../overview/overview.ts';

/** What there is to say of a destination beside its state. */
export function marksOf({ late, unannounced, retireAt, share, state }: DestinationView): string[] {
  const isUnshared = state === 'AVAILABLE' && share !== undefined && share.state !== 'shared';
  return [
    ...(late ? ['late'] : []),
    ...(unannounced ? ['unannounced'] : []),
    ...(isUnshared ? ['not shared'] : []),
    ...(retireAt ? ['retiring'] : []),
  ];
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** The time from one ISO 8601 time to another in its largest whole unit: `2 d`, `3 h`, `12 min`, `0 min`. */
export function age(from: string, to: string): string {
  const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? ['min', 60];
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** `1 image`, `2 images`. */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** A text in lines of at most `width` characters, broken between words where that is possible. */
export function wrap(text: string, width: number): string {
  return wrapAnsi(text, width, { hard: true });
}

/** True for a line that is a command and nothing else. */
export function isCommand(line: string): boolean {
  return /^(aws|npx) /.test(line);
}

/** Lines of text, indented and wrapped. A line that is a command stays whole, so that it can be copied. */
export function paragraph(lines: readonly string[], columns: number, indent: number): string[] {
  const margin = ' '.repeat(indent);
  return lines.flatMap((line) => {
    const wrapped = isCommand(line) ? line : wrap(line, columns - indent);
    return wrapped.split('\n').map((each) => margin + each);
  });
}
