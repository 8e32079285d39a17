import { parseImageArn } from '../../../lib/core/image.ts';
import type { SimImage } from '../../../sim/index.ts';
import type { Account } from './account.ts';
import type { RunRecord } from './ledger.ts';
import type { Answer } from './wire.ts';

/** A call as the SDK sends it. */
export interface Call {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Has the account's services answer a call, and enters what it changed into the ledger. */
export async function answer(account: Account, run: RunRecord, call: Call): Promise<Answer> {
  const body = textOf(call.body);
  const target = call.headers['x-amz-target'];
  return target === undefined
    ? publish(account, run, body)
    : askSimulation(account, run, { ...call, target, body });
}

function publish(account: Account, run: RunRecord, body: string): Answer {
  const { publications, malformed } = account.ledger;
  try {
    const { reply, message } = account.topic.answer(body);
    if (message) publications.push({ at: account.now(), run, message });
    if (message && reply.status !== 200) account.disturb('the answer to Publish was lost');
    return reply;
  } catch (error) {
    malformed.push(`run ${run.number}: ${error}`);
    return { status: 400, body: '' };
  }
}

async function askSimulation(
  account: Account,
  run: RunRecord,
  { headers, target, body }: { headers: Call['headers']; target: string; body: string },
): Promise<Answer> {
  const { simulation, ledger } = account;
  const operation = target.split('.')[1] ?? '';
  const input: Record<string, unknown> = JSON.parse(body);
  const region = /\/\d{8}\/([a-z0-9-]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
  const image = imageOf(account, operation, region, input);
  const before = account.changes;
  const authorization = headers.authorization;
  const reply = await simulation.answer({ target, authorization, body });
  const { status, error } = reply;
  if (operation === 'CopyImage' && error === 'LimitExceededException')
    run.refused.push(String(input.DestinationRegion));
  const acted = account.changes > before || (operation.endsWith('Rule') && status === 200);
  if (acted) ledger.writes.push({ at: account.now(), run, operation, region, input, image });
  if (status !== 200 && (acted || operation === 'TagResource'))
    account.disturb(`${operation} answered with an error or not at all`);
  return { status, body: reply.raw ?? JSON.stringify(reply.body) };
}

/** The image that a call is about. */
function imageOf(
  { simulation: { world } }: Account,
  operation: string,
  region: string,
  input: Readonly<Record<string, unknown>>,
): SimImage | undefined {
  if (typeof input.ResourceArn === 'string') {
    const arn = parseImageArn(input.ResourceArn);
    return arn && world.image(arn.region, arn.name);
  }
  const name = operation === 'CopyImage' ? input.SourceImageName : input.Name;
  return typeof name === 'string' ? world.image(region, name) : undefined;
}

export function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  throw new Error('a body that no AWS client sends');
}
