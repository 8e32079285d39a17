import { parseImageArn } from '../../../lib/core/image.ts';
import type { SimImage } from '../../../sim/index.ts';
import type { Reply } from '../../../sim/perform.ts';
import { readPublication } from '../../../sim/publication.ts';
import { type Request, receive } from '../../../sim/received.ts';
import type { Account } from './account.ts';
import type { RunRecord } from './ledger.ts';

/** Has the account's services answer a call, and enters what it changed into the ledger. */
export function answer(account: Account, run: RunRecord, call: Request): Promise<Reply> {
  return call.target === undefined ? publish(account, run, call) : ask(account, run, call);
}

async function publish(account: Account, run: RunRecord, call: Request): Promise<Reply> {
  const { simulation, ledger } = account;
  const { publications } = simulation.world;
  const before = publications.length;
  const reply = await simulation.answer(call);
  const { status, error, raw } = reply;
  for (const each of publications.slice(before)) {
    if (status !== 200) account.disturb('the answer to Publish was lost');
    try {
      const { message } = readPublication(each);
      ledger.publications.push({ at: account.now(), run, message });
    } catch (thrown) {
      ledger.malformed.push(`run ${run.number}: ${thrown}`);
    }
  }
  if (error === 'InvalidParameter') ledger.malformed.push(`run ${run.number}: ${raw}`);
  return reply;
}

async function ask(account: Account, run: RunRecord, call: Request): Promise<Reply> {
  const { simulation, ledger } = account;
  const { service, operation, region, input } = receive(call);
  const given: Readonly<Record<string, unknown>> = Object(input);
  const image = imageOf(account, operation, region, given);
  const before = account.changes;
  const reply = await simulation.answer(call);
  const { status, error } = reply;
  if (operation === 'CopyImage' && error === 'LimitExceededException')
    run.refused.push(String(given.DestinationRegion));
  const acted = account.changes > before || (service === 'events' && status === 200);
  if (acted) ledger.writes.push({ at: account.now(), run, operation, region, input: given, image });
  if (status !== 200 && (acted || operation === 'TagResource'))
    account.disturb(`${operation} answered with an error or not at all`);
  return reply;
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
