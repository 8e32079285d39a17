import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** An error as AWS answers it. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message = 'A refusal of the test.') {
    super(message);
    this.code = code;
  }
}

/** The answer of one operation: its output's members. May throw a {@link Refusal}. */
export type Answer = (input: Readonly<Record<string, unknown>>) => object;

/** AWS services that the simulator has not, on one port: each operation answers what a test says. */
export interface Aws {
  readonly url: string;
  readonly answers: Map<string, Answer>;
  close(): Promise<void>;
}

const SERVICES = ['CLOUDFORMATION', 'CLOUDTRAIL', 'IAM', 'SERVICE_QUOTAS', 'STS'];

/** Starts them, and leads the SDK's clients there. At first there is no stack, and nothing else is answered. */
export async function startAws(): Promise<Aws> {
  const answers = new Map<string, Answer>();
  answers.set('DescribeStacks', ({ StackName }) => {
    throw new Refusal('ValidationError', `Stack with id ${StackName} does not exist`);
  });
  const server = createServer(async (request, response) => {
    const { status, body } = reply(answers, request.headers['x-amz-target'], await text(request));
    response.writeHead(status);
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  for (const service of SERVICES) process.env[`AWS_ENDPOINT_URL_${service}`] = url;
  return {
    url,
    answers,
    async close() {
      for (const service of SERVICES) delete process.env[`AWS_ENDPOINT_URL_${service}`];
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function reply(
  answers: ReadonlyMap<string, Answer>,
  target: string | string[] | undefined,
  body: string,
): { status: number; body: string } {
  const call = target ? jsonCall(String(target), body) : queryCall(body);
  try {
    const answer = answers.get(call.operation);
    if (!answer) throw new Refusal('UnknownOperationException', `${call.operation}: no answer`);
    return { status: 200, body: call.write(answer(call.input)) };
  } catch (error) {
    if (error instanceof Refusal) return { status: 400, body: call.refuse(error) };
    throw error;
  }
}

interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  write(output: object): string;
  refuse(refusal: Refusal): string;
}

function jsonCall(target: string, body: string): Call {
  return {
    operation: target.split('.').at(-1) ?? '',
    input: JSON.parse(body),
    write: (output) => JSON.stringify(output),
    refuse: ({ code, message }) => JSON.stringify({ __type: code, message }),
  };
}

/** A call in the AWS Query protocol: a form, answered in XML. */
function queryCall(body: string): Call {
  const input = Object.fromEntries(new URLSearchParams(body));
  const operation = input.Action ?? '';
  return {
    operation,
    input,
    write: (output) =>
      `<${operation}Response><${operation}Result>${members(output)}</${operation}Result></${operation}Response>`,
    refuse: ({ code, message }) =>
      `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}

function members(value: unknown): string {
  if (Array.isArray(value))
    return value.map((each) => `<member>${members(each)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `<${name}>${members(each)}</${name}>`)
    .join('');
}
