import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run sim -- [options]

Serves a simulated Amazon AppStream, with a few images in it, on a port of 127.0.0.1.

  --port N     port to listen on; 0 takes a free one (default 4577)
  --speed N    simulated seconds per real second (default 60: a copy of 40 minutes takes 40 seconds)
  --events     print every event that AWS would send to EventBridge, one line of JSON each, on the
               standard output; all else then goes to the standard error
  --help       print this text
`;

export interface Flags {
  readonly port: number;
  readonly speed: number;
  readonly events: boolean;
  readonly help: boolean;
}

/** @throws Error that says which argument is wrong */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4577' },
      speed: { type: 'string', default: '60' },
      events: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535)
    throw new Error(`--port must be a whole number from 0 to 65535, not '${values.port}'`);
  const speed = Number(values.speed);
  if (!/^\d+(\.\d+)?$/.test(values.speed) || speed <= 0 || speed > 1_000_000)
    throw new Error(`--speed must be a number above 0, at most 1000000, not '${values.speed}'`);
  return { port, speed, events: values.events, help: values.help };
}
