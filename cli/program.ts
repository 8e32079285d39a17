/* All commands with their arguments and options. The code of a command is loaded when it runs. */

import { Command, Option } from 'commander';
import project from '../package.json' with { type: 'json' };
import type { CheckOptions } from './commands/check.ts';
import type { ConformanceOptions } from './commands/conformance.ts';
import type { DeployOptions } from './commands/deploy.ts';
import type { DoctorOptions } from './commands/doctor.ts';
import type { PlanOptions } from './commands/plan.ts';
import type { RunOptions } from './commands/run.ts';
import type { StatusOptions } from './commands/status.ts';
import { addCompletion } from './completion.ts';
import type { Exit } from './exit.ts';
import { EXAMPLES, EXIT_CODES } from './help.ts';
import { columnsOf, hasColours, type Io } from './io.ts';
import {
  collect,
  parseRegions,
  parseSeconds,
  withActingOptions,
  withCommonOptions,
  withPlaceOptions,
} from './options.ts';

const JSON_OPTION = ['--json', 'print JSON instead'] as const;
const INTERVAL = ['--interval <seconds>', 'seconds between two checks', parseSeconds, 10] as const;

/**
 * The whole command line.
 * @param done takes the exit code of the command that ran
 * @throws CommanderError from its `parseAsync`, for wrong arguments and once help was shown
 */
export function createProgram(io: Io, done: (exit: Exit) => void): Command {
  const program = new Command('appstream-image-replicator')
    .description('Replicates tagged Amazon AppStream images, and shows their state.')
    .version(project.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => columnsOf(io.stdout),
      getErrHelpWidth: () => columnsOf(io.stderr),
      getOutHasColors: () => hasColours(io.stdout, io.env),
      getErrHasColors: () => hasColours(io.stderr, io.env),
    })
    .showHelpAfterError('(add --help to see the commands and options)')
    .addHelpText('after', EXIT_CODES);
  const command = (usage: string, summary: string) => {
    const added = program.command(usage).summary(summary).description(sentence(summary));
    return added.addHelpText('after', EXAMPLES[added.name()] ?? '');
  };

  command('status [image...]', 'show images by regions: state, since when, and why')
    .option(
      '--regions <list>',
      'several source regions, with commas; all: those with the stack',
      parseRegions,
    )
    .option('-w, --watch', 'refresh until Ctrl-C')
    .option(...INTERVAL)
    .option(...JSON_OPTION)
    .option('--html <file>', 'write a page for browsers as well; - prints the page alone')
    .action(async (images: string[], options: StatusOptions) => {
      const { status } = await import('./commands/status.ts');
      done(await status(images, options, io));
    });
  command('plan [image...]', 'show what a run would do and why, changing nothing')
    .option('--detailed-exitcode', 'exit with 2 when there is something to do')
    .option(...JSON_OPTION)
    .action(async (images: string[], options: PlanOptions) => {
      const { plan } = await import('./commands/plan.ts');
      done(await plan(images, options, io));
    });
  withActingOptions(command('run [image...]', 'replicate once, as the deployed function does'))
    .option(...INTERVAL)
    .option(...JSON_OPTION)
    .option('--fleets', 'then move fleets, as the stack does with its parameter rollout')
    .action(async (images: string[], options: RunOptions) => {
      const { run } = await import('./commands/run.ts');
      done(await run(images, options, io));
    });
  withActingOptions(command('retry <image> [region...]', 'start failed destinations again'))
    .option(...INTERVAL)
    .option(...JSON_OPTION)
    .addOption(
      new Option('--fleet', 'the name is that of a fleet, not of an image').conflicts([
        'wait',
        'interval',
        'json',
        'watchRule',
      ]),
    )
    .action(async (name: string, regions: string[], options: RunOptions & { fleet?: boolean }) => {
      const { retry } = await import('./commands/retry.ts');
      const { retryFleet } = await import('./commands/retry-fleet.ts');
      done(await (options.fleet ? retryFleet : retry)(name, regions, options, io));
    });
  command('check [rule]', 'check a rule before you set it')
    .option('--image <name>', 'the image it is for; without a rule, the rule that it has')
    .option(...JSON_OPTION)
    .action(async (rule: string | undefined, options: CheckOptions) => {
      const { check } = await import('./commands/check.ts');
      done(await check(rule, options, io));
    });
  command('doctor', 'check whether the deployed stack can work')
    .option(...JSON_OPTION)
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./commands/doctor.ts');
      done(await doctor(options, io));
    });
  command('conformance', 'compare what is assumed about AWS with what your account answers')
    .option('--write', 'also copy an image, and delete the copies again')
    .option('--image <name>', 'the image to copy')
    .option('--to <region>', 'the region to copy it to')
    .option('--role <arn>', 'role to assume, with permissions narrowed to a tag')
    .option('--interval <seconds>', 'seconds between two checks', parseSeconds, 30)
    .option('-y, --yes', 'do not ask')
    .option('--markdown [file]', 'print Markdown, or write it into a file, to attach to an issue')
    .option(...JSON_OPTION)
    .action(async (options: ConformanceOptions) => {
      const { conformance } = await import('./commands/conformance.ts');
      done(await conformance(options, io));
    });
  for (const each of program.commands) withCommonOptions(each);
  withPlaceOptions(
    command('deploy', 'deploy the stack, or update it')
      .option('--param <name=value>', 'parameter of the stack; may be repeated', collect)
      .option('--dry-run', 'show what would change in the stack; uploads the release')
      .option('-y, --yes', 'do not ask before resources are removed or replaced')
      .option(...JSON_OPTION)
      .action(async (options: DeployOptions) => {
        const { deploy } = await import('./commands/deploy.ts');
        done(await deploy(options, io));
      }),
  );
  withOptionsBefore(program);
  addCompletion(program);
  return program;
}

/** Lets the common options stand before the command as well as after it, where they go first. */
function withOptionsBefore(program: Command): void {
  withCommonOptions(program)
    .enablePositionalOptions()
    .hook('preAction', (_, command) => {
      for (const option of program.options) {
        const name = option.attributeName();
        if (program.getOptionValueSource(name) !== 'cli') continue;
        if (!command.options.some(({ long }) => long === option.long))
          command.error(`error: ${command.name()} has no option '${option.long}'`);
        if (command.getOptionValueSource(name) !== 'cli')
          command.setOptionValueWithSource(name, program.getOptionValue(name), 'cli');
      }
    });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
