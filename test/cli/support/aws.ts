import type { Simulation } from '../../../sim/index.ts';
import type { Reply } from '../../../sim/perform.ts';
import { asXml, readQuery } from '../../../sim/query.ts';
import type { Request } from '../../../sim/received.ts';
import { serve } from '../../../sim/server.ts';

/** An error as AWS answers it. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message = 'A refusal of the test.') {
    super(message);
    this.code = code;
  }
}

/** The answer of one operation in a region: its output's members. May throw a {@link Refusal}. */
export type Answer = (input: Readonly<Record<string, unknown>>, region: string) => object;

/** All of AWS on one port: an operation answers what a test says, and what no test speaks of goes to the simulator. */
export class Aws {
  readonly answers = new Map<string, Answer>();
  /** Every call that was made, as IAM names it. */
  readonly calls: string[] = [];
  readonly #simulation: Simulation;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** Serves AWS while `use` is at work, which is given the environment that leads the SDK's clients there. */
  async served<T>(use: (env: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
    const { url, close } = await serve(
      async (request) => this.#answer(request) ?? this.#simulation.answer(request),
    );
    try {
      return await use({
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL: url,
      });
    } finally {
      await close();
    }
  }

  #answer(request: Request): Reply | undefined {
    const query = readQuery(request);
    const operation = query?.operation ?? request.target?.split('.').at(-1) ?? '';
    const [, region = '', service] =
      /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(request.authorization ?? '') ?? [];
    this.calls.push(`${service}:${operation}`);
    const answer = this.answers.get(operation);
    if (!answer) return undefined;
    const reply = replyOf(() => answer(query?.input ?? JSON.parse(request.body ?? ''), region));
    return query ? asXml(operation, reply) : reply;
  }
}

function replyOf(answer: () => object): Reply {
  try {
    return { status: 200, body: answer() };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    const { code, message } = thrown;
    return { status: 400, error: code, body: { __type: code, message } };
  }
}
