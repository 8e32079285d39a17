import { parseArgs } from 'node:util';
import { SECTION_NAMES, type SectionName } from './sections.ts';

export const USAGE = `Usage: npm run bench [-- options]

Measures what the replicator costs: start-up, calls, simulated time, one large run, money. No AWS
account and no network is used. Prints tables on the standard output and its progress on the
standard error. A full run takes some ten minutes, writes bench/results.json, and draws the plots
and tables of docs/performance.md anew.

  --quick       fewer and smaller cases, in less than a minute; writes bench/results.quick.json only
  --only NAMES  only these sections, separated by commas, and write nothing:
                ${SECTION_NAMES.join(', ')}
  --json        print the results as JSON in place of the tables
  --help        print this text
`;

export interface Flags {
  readonly quick: boolean;
  readonly only: readonly SectionName[] | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

/** @throws Error that says which argument is wrong */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { quick, only, json, help } = values;
  return { quick, json, help, only: only?.split(',').map(sectionNamed) };
}

function sectionNamed(name: string): SectionName {
  const known = SECTION_NAMES.find((each) => each === name);
  if (known) return known;
  throw new Error(`--only takes ${SECTION_NAMES.join(', ')}, not '${name}'`);
}
