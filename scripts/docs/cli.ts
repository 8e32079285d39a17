/* The output of commands in docs, from running them. */

import { quote } from 'shell-quote';
import { seed } from '../../sim/seed.ts';
import { type CliStage, createCliStage } from '../../test/cli/support/cli.ts';
import { makeHealthy } from '../../test/cli/support/healthy.ts';

const OFFICE = 'office-2026-11';
const AWAY = ['--wait', '--no-announce'];

/** The examples of the page, in the order in which they are run in one simulated account. */
const EXAMPLES: readonly (readonly [name: string, argv: readonly string[], before?: Prepare])[] = [
  ['plan', ['plan', 'cad-2026-11']],
  ['begun', ['run', 'cad-2026-11', '--no-announce']],
  ['status', ['status']],
  ['run', ['run', 'cad-2026-11', ...AWAY]],
  ['failed', ['run', OFFICE, ...AWAY]],
  [
    'retry',
    ['retry', OFFICE, 'eu-west-1', ...AWAY],
    ({ sim }) => sim.world.deleteImage('eu-west-1', `${OFFICE}-eu-west-1`),
  ],
  ['check', ['check', 'eu-west-1 ap-southeast-2=cad-apac', '--image', 'cad-2026-11']],
  ['wrong', ['check', 'europe eu-west-1=-cad']],
];

type Prepare = (stage: CliStage) => void;

const COMMANDS = [
  'status',
  'plan',
  'run',
  'retry',
  'check',
  'doctor',
  'conformance',
  'deploy',
  'completion',
];

let session: Promise<ReadonlyMap<string, string>> | undefined;

/** The help of each command. */
export const HELP_PARTS = partsOf(COMMANDS.map((name) => `${name}-help`));

/** What the commands print in the simulator. */
export const CLI_PARTS = partsOf([...EXAMPLES.map(([name]) => name), 'regions', 'doctor']);

function partsOf(names: readonly string[]): Readonly<Record<string, () => Promise<string>>> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      async () => {
        session ??= play();
        return (await session).get(name) ?? '';
      },
    ]),
  );
}

async function play(): Promise<ReadonlyMap<string, string>> {
  const parts = new Map<string, string>();
  const stage = createCliStage();
  seed(stage.sim.world, stage.clock.now());
  for (const name of COMMANDS) {
    const { out } = await stage.cli([name, '--help']);
    parts.set(`${name}-help`, `\`\`\`text\n${out.trimEnd()}\n\`\`\``);
  }
  for (const [name, argv, prepare] of EXAMPLES) {
    prepare?.(stage);
    parts.set(name, await shown(argv, stage));
  }
  parts.set('regions', await inTwoRegions());
  parts.set('doctor', await examined());
  return parts;
}

/** An account in which images are built in two regions. */
async function inTwoRegions(): Promise<string> {
  const stage = createCliStage();
  const { world } = stage.sim;
  world.createImage('us-east-1', { name: OFFICE, tags: { 'replicate:to': 'eu-west-1 eu-west-2' } });
  await stage.cli(['run', '--wait', '--no-announce']);
  world.createImage('us-east-1', { name: 'cad-2026-11', tags: { 'replicate:to': 'eu-west-1' } });
  world.createImage('eu-west-1', { name: 'lab-2026-11', tags: { 'replicate:to': 'eu-central-1' } });
  await stage.cli(['run', '--no-announce', '--region', 'eu-west-1']);
  return shown(['status', '--regions', 'us-east-1,eu-west-1'], stage);
}

/** An account in which two things are to be done. */
function examined(): Promise<string> {
  const stage = createCliStage();
  makeHealthy(stage);
  stage.aws.answers.set('DescribeTrails', () => ({ trailList: [] }));
  for (let number = 1; number <= 10; number += 1)
    stage.sim.world.createImage('eu-west-1', { name: `office-${number}` });
  return shown(['doctor'], stage);
}

/** A command and what it prints. */
export async function shown(argv: readonly string[], stage: CliStage): Promise<string> {
  const { out } = await stage.cli(argv);
  const command = `npx appstream-image-replicator ${argv.map(quoted).join(' ')}`;
  return ['```console', `$ ${command}`, out.trimEnd(), '```'].join('\n');
}

/** A word as a shell takes it. A comma needs no quotes, but is given some. */
function quoted(word: string): string {
  return /^[\w,-]+$/.test(word) ? word : quote([word]);
}
