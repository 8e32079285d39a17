import { Writable } from 'node:stream';
import type { Io } from '../../../cli/io.ts';
import { main } from '../../../cli/main.ts';
import { createStage, HOME, type Stage, type StageOptions } from '../../support/stage.ts';
import { type Aws, startAws } from './aws.ts';
import { startSns } from './sns.ts';

/** What a command left behind. */
export interface Result {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface Terminal {
  /** Whether the outputs are a terminal. */
  readonly tty?: boolean;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** What happens while the command waits; false stops it. By default a minute passes, with a tick of the watch. */
  readonly wait?: (seconds: number) => boolean | Promise<boolean>;
}

/** The command line on a stage: the simulator, a subscriber, and stubs of the other services. */
export interface CliStage extends Stage {
  readonly aws: Aws;
  /** Runs a command as a user would type it, without the program's name. */
  cli(argv: readonly string[], terminal?: Terminal): Promise<Result>;
  /** Deploys the stack, with outputs that lead to the stage's topic and watch. */
  deploy(parameters?: Readonly<Record<string, string>>): void;
}

export async function createCliStage(options: StageOptions = {}): Promise<CliStage> {
  const stage = await createStage(options);
  const aws = await startAws();
  const { watchRule } = stage.reconciler;
  const sns = await startSns(stage.reconciler.topicArn ?? '');
  const { topicArn } = sns;
  return {
    ...stage,
    reconciler: { ...stage.reconciler, topicArn },
    aws,
    deploy(parameters = {}) {
      const outputs = {
        TopicArn: topicArn,
        WatchRuleName: watchRule,
        RoleArn: 'arn:aws:iam::123456789012:role/replicator',
      };
      aws.answers.set('DescribeStacks', ({ StackName }) => ({
        Stacks: [
          {
            StackName,
            StackStatus: 'UPDATE_COMPLETE',
            CreationTime: stage.clock.now().toISOString(),
            Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
              OutputKey,
              OutputValue,
            })),
            Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
              ParameterKey,
              ParameterValue,
            })),
          },
        ],
      }));
    },
    async cli(argv, { tty, columns, env, wait } = {}) {
      const minute = async () => {
        await stage.tick();
        return true;
      };
      const [stdout, stderr] = [output(tty, columns), output(tty, columns)];
      const io: Io = {
        stdout,
        stderr,
        env: { AWS_REGION: HOME, ...env },
        now: stage.clock.now,
        wait: async (seconds) => (wait ?? minute)(seconds),
      };
      const exit = await main(argv, io);
      return { exit, out: stdout.written(), err: stderr.written() };
    },
    async close() {
      await sns.close();
      await aws.close();
      await stage.close();
    },
  };
}

class Screen extends Writable {
  readonly #chunks: string[] = [];
  readonly isTTY: boolean;
  readonly columns: number | undefined;

  constructor(isTTY: boolean, columns: number | undefined) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
    this.columns = columns;
  }

  override _write(chunk: unknown, _: string, done: () => void): void {
    this.#chunks.push(String(chunk));
    done();
  }

  /** As a terminal's stream judges it. */
  hasColors(env: Readonly<Record<string, string | undefined>> = {}): boolean {
    return !env.NO_COLOR;
  }

  written(): string {
    return this.#chunks.join('');
  }
}

function output(tty = false, columns: number | undefined = undefined): Screen {
  return new Screen(tty, columns);
}
