import type { Block } from './markdown.ts';

/** One command of a block, as a shell would see it. */
export interface Command {
  readonly text: string;
  /** The exit code that a comment behind the command tells of: `# exits with 2`. */
  readonly exit: number;
}

/** Why a block is not run. Any other block of commands is. */
const MARKS = /^(needs AWS: .+|runs until Ctrl-C)$/;

/** True for a block of commands that says why it is not run. @throws Error on a comment that is no reason */
export function isMarked({ mark }: Block): boolean {
  if (mark === undefined) return false;
  if (!MARKS.test(mark)) throw new Error(`no reason for not running commands: ${mark}`);
  return true;
}

/** The commands of a block: lines, those that end in a backslash joined, comments left out. */
export function commandsOf({ text }: Block): Command[] {
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .flatMap((line) => {
      const [, rest = '', comment = ''] = /^(.*?)(?:(?:^|\s+)#(.*))?$/.exec(line) ?? [];
      const exit = Number(/exits with (\d)/.exec(comment)?.[1] ?? 0);
      return rest.split(' && ').map((part) => ({ text: part.trim(), exit }));
    })
    .filter(({ text }) => text !== '');
}
