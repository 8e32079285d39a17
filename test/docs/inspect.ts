import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import project from '../../package.json' with { type: 'json' };
import { isKnownService, readAws } from '../support/aws.ts';

const Parameters = v.object({
  Parameters: v.record(v.string(), v.object({ Default: v.string() })),
});

/** Names and defaults of the stack's parameters, as they are given on the command line. */
export function stackParameters(): ReadonlyMap<string, string> {
  // The file has CloudFormation's short forms, which are no part of this.
  const file = parse(readFileSync('stack/parameters.yml', 'utf8'), { logLevel: 'silent' });
  const declared = Object.values(v.parse(Parameters, file).Parameters);
  return new Map(
    declared.map(({ Default }) => {
      const [, name = '', value = ''] = /^\$\{param:(\w+), '(.*)'\}$/.exec(Default) ?? [];
      return [name, value];
    }),
  );
}

/**
 * Looks at a command that is not run: a script or file of the project must be there, a parameter be the stack's, and
 * a flag of `aws` be one of the operation's.
 * @throws Error that says what is wrong
 */
export function inspect(command: readonly string[]): void {
  if (!isRight(command)) throw new Error(`not a command of this project: ${command.join(' ')}`);
}

function isRight(command: readonly string[]): boolean {
  const [program, first = '', second = ''] = command;
  switch (program) {
    case 'npm':
      return ['ci', 'test'].includes(first) || (first === 'run' && isScript(second));
    case 'node':
      return existsSync(first);
    case 'npx': {
      const parameters = command.flatMap((word, at) => {
        const given = command[at - 1] === '--param' ? `--param=${word}` : word;
        return /^--param=(\w+)=/.exec(given)?.[1] ?? [];
      });
      const known = stackParameters();
      return isProgram(first) && parameters.every((name) => known.has(name));
    }
    case 'aws':
      return (
        isOfTheCli(first, second) || !isKnownService(first) || readAws(command).service === first
      );
    default:
      return false;
  }
}

/** Commands that the AWS CLI makes of several operations. */
function isOfTheCli(service: string, command: string): boolean {
  return service === 'cloudformation' && ['package', 'deploy'].includes(command);
}

function isScript(name: string): boolean {
  return Object.hasOwn(project.scripts, name);
}

function isProgram(name: string): boolean {
  const known = ['serverless', project.name, ...Object.keys(project.bin)];
  return known.includes(name.replace(/@latest$/, ''));
}
