/* Completion in shells: `completion SHELL` prints the script, which asks the program for what fits. */

import type { Argument, Option } from '@bomb.sh/tab';
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { KNOWN_REGIONS } from '../lib/core/region.ts';
import { EXAMPLES } from './help.ts';

/** Adds the command `completion`; commands, options and the regions are completed. */
export function addCompletion(program: Command): void {
  const { commands } = tab(program, { completionCommandName: 'completion' });
  program.commands
    .find((command) => command.name() === 'completion')
    ?.summary('print the completion script for a shell')
    .description('Print the completion script for a shell.')
    .addHelpText('after', EXAMPLES.completion ?? '');
  for (const { options, arguments: given } of commands.values()) {
    for (const place of [options.get('region'), options.get('to'), given.get('region')])
      offer(place, () => KNOWN_REGIONS);
    offer(options.get('regions'), () => listsAfter(program.args.at(-1) ?? ''));
  }
}

/** Completes the value of an option or an argument. */
function offer(place: Option | Argument | undefined, values: () => readonly string[]): void {
  if (!place) return;
  place.handler = (complete) => {
    for (const each of values()) complete(each, '');
  };
}

/** The lists that may become of a word: one more region after the last comma. */
function listsAfter(word: string): readonly string[] {
  const [, begun] = /^(?:--regions=)?(.*,)/.exec(word) ?? [];
  if (begun === undefined) return ['all', ...KNOWN_REGIONS];
  const named = begun.split(',');
  return KNOWN_REGIONS.filter((region) => !named.includes(region)).map((region) => begun + region);
}
