/* The AWS Query protocol, which SNS speaks: a call is a form whose field `Action` names the operation, answered in XML. */

import type { Reply } from './perform.ts';
import type { Request } from './received.ts';

/** A call in the Query protocol. */
export interface Query {
  readonly operation: string;
  readonly input: Readonly<Record<string, string>>;
}

/** The call, if it is one in the Query protocol. */
export function readQuery({ target, body }: Request): Query | undefined {
  const input = Object.fromEntries(new URLSearchParams(target === undefined ? body : ''));
  return input.Action === undefined ? undefined : { operation: input.Action, input };
}

/**
 * The answer to a call in the Query protocol but for `Publish`; undefined for other calls. Of other services there is
 * nothing but who calls (STS API, `GetCallerIdentity`), and no stack (CloudFormation API, `DescribeStacks`).
 */
export function answerQuery(request: Request, account: string): Reply | undefined {
  const query = readQuery(request);
  if (query === undefined || query.operation === 'Publish') return undefined;
  const { operation, input } = query;
  if (operation === 'GetCallerIdentity') {
    const body = { Account: account, Arn: `arn:aws:iam::${account}:user/any`, UserId: 'AIDAANY' };
    return asXml(operation, { status: 200, body });
  }
  const [error, message] =
    operation === 'DescribeStacks'
      ? ['ValidationError', `Stack with id ${input.StackName} does not exist`]
      : ['InvalidAction', `The simulator does not support the operation ${operation}`];
  return asXml(operation, { status: 400, error, body: { message } });
}

/** The answer as clients of the Query protocol read it. */
export function asXml(operation: string, reply: Reply): Reply {
  const { status, error, body, raw } = reply;
  if (status === 0 || raw !== undefined) return reply;
  const { message = '' }: { message?: string } = Object(body);
  const content = error
    ? { ErrorResponse: { Error: { Type: 'Sender', Code: error, Message: message } } }
    : { [`${operation}Response`]: { [`${operation}Result`]: body } };
  return { ...reply, type: 'text/xml', raw: xml(content) };
}

function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => `<member>${xml(each)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return escaped(String(value));
  return Object.entries(value)
    .map(([name, each]) => `<${name}>${xml(each)}</${name}>`)
    .join('');
}

function escaped(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(/[<>&]/g, (each) => `&#${each.charCodeAt(0)};`);
}
