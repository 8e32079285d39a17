import { Writable } from 'node:stream';
import type { Io, StopSignal } from '../../../cli/io.ts';
import { main } from '../../../cli/main.ts';
import { keepEnvironment } from '../../support/process-environment.ts';
import { createStage, HOME, type Stage, type StageOptions } from '../../support/stage.ts';
import { Aws } from './aws.ts';

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
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the environment has credentials: true by default. */
  readonly signedIn?: boolean;
  /** Folder of the release that is deployed. */
  readonly release?: string;
  /** What happens while the command waits; false stops it. By default a minute passes, with a tick of the watch. */
  readonly wait?: (seconds: number) => boolean | Promise<boolean>;
  /** The signal with which the user stops the command. */
  readonly signal?: StopSignal;
  /** What happens while the command waits and cannot be stopped: as `wait` by default. */
  readonly sleep?: () => unknown;
  /** What the user answers to a question. Absent: nobody can be asked. */
  readonly confirm?: (question: string) => boolean;
}

/** The command line on a stage: the simulator, and stubs of the other services. */
export interface CliStage extends Stage {
  readonly aws: Aws;
  /** Runs a command as a user would type it, without the program's name, in an environment that leads to the stage. */
  cli(argv: readonly string[], terminal?: Terminal): Promise<Result>;
  /** Deploys the stack, with outputs that lead to the stage's topic and watch, and others. */
  deploy(
    parameters?: Readonly<Record<string, string>>,
    others?: Readonly<Record<string, string>>,
  ): void;
}

export function createCliStage(options: StageOptions = {}): CliStage {
  const stage = createStage(options);
  const aws = new Aws(stage.sim);
  const { topicArn, watchRule } = stage.reconciler;
  return {
    ...stage,
    aws,
    deploy(parameters = {}, others = {}) {
      const outputs = {
        TopicArn: topicArn,
        WatchRuleName: watchRule,
        RoleArn: 'arn:aws:iam::123456789012:role/replicator',
        ...others,
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
    cli(
      argv,
      { tty, columns, rows, env, signedIn = true, release = '', wait, signal, sleep, confirm } = {},
    ) {
      const minute = async () => {
        await stage.tick();
        return true;
      };
      const [stdout, stderr] = [new Screen(tty, columns, rows), new Screen(tty, columns, rows)];
      const io: Io = {
        stdout,
        stderr,
        env: { AWS_REGION: HOME, ...env },
        release,
        now: stage.clock.now,
        wait: async (seconds) => (wait ?? minute)(seconds),
        stoppedBy: () => signal,
        sleep: async () => void (await (sleep ?? minute)()),
        ...(confirm && { confirm: async (question) => confirm(question) }),
      };
      return aws.served(async (variables) => {
        const restore = keepEnvironment();
        const none = { AWS_ACCESS_KEY_ID: '', AWS_EC2_METADATA_DISABLED: 'true' };
        Object.assign(process.env, variables, signedIn ? {} : none);
        const exit = await main(argv, io).finally(restore);
        return { exit, out: stdout.written(), err: stderr.written() };
      });
    },
  };
}

class Screen extends Writable {
  readonly #chunks: string[] = [];
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly rows: number | undefined;

  constructor(isTTY = false, columns?: number, rows?: number) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
    this.columns = columns;
    this.rows = rows;
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
