/* The options of `npm run sim`. */

import { Command, InvalidArgumentError } from 'commander';

export interface Flags {
  readonly port: number;
  readonly speed: number;
  readonly events?: true;
}

/** The options of `npm run sim`. Parsing ends the process where they are wrong or ask for help. */
export function createProgram(): Command {
  return new Command('npm run sim --')
    .description('Serves a simulated Amazon AppStream, with a few images in it, on 127.0.0.1.')
    .option('--port <n>', 'port to listen on; 0 takes a free one', parsePort, 4577)
    .option(
      '--speed <n>',
      'simulated seconds per real second; at 60 a copy of 40 minutes takes 40 seconds',
      parseSpeed,
      60,
    )
    .option(
      '--events',
      'print every event that AWS would send to EventBridge, one line of JSON each, on the standard output; all else then goes to the standard error',
    )
    .showHelpAfterError('(npm run sim -- --help lists the options)');
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && speed > 0 && speed <= 1_000_000) return speed;
  throw new InvalidArgumentError('It must be a number above 0, at most 1000000.');
}
