/* Completion in shells: `completion SHELL` prints the script, which asks the program for what fits. */

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
  for (const command of commands.values()) {
    const region = command.options.get('region');
    if (region)
      region.handler = (complete) => {
        for (const each of KNOWN_REGIONS) complete(each, '');
      };
  }
}
