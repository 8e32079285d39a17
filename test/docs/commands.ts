import type { Block } from './markdown.ts';

/** Why a block is not run. */
const NOT_RUN = /^(needs AWS: .+|runs until Ctrl-C)$/;
/** How the last command of a block ends. */
const EXIT = /^exits with ([0-9])$/;

/** True for a block of commands that says why it is not run. @throws Error on a comment that says something else */
export function isMarked({ mark }: Block): boolean {
  if (mark === undefined || EXIT.test(mark)) return false;
  if (!NOT_RUN.test(mark)) throw new Error(`no reason for not running commands: ${mark}`);
  return true;
}

/** The commands of a block: lines, those that end in a backslash joined; with the exit code of each. */
export function commandsOf({ text, mark = '' }: Block): { text: string; exit: number }[] {
  const commands = text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .flatMap((line) => line.split(' && '))
    .map((command) => command.trim())
    .filter((command) => command !== '');
  const last = Number(EXIT.exec(mark)?.[1] ?? 0);
  return commands.map((command, at) => ({
    text: command,
    exit: at === commands.length - 1 ? last : 0,
  }));
}
