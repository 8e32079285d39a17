import type { Message } from '../../../lib/core/message/message.ts';
import { FaultScript } from '../../../sim/faults.ts';
import { readPublication } from '../../../sim/publication.ts';
import type { Answer } from './wire.ts';

/** SNS in this process, as far as `Publish` needs it. */
export class Topic {
  readonly faults = new FaultScript();

  /**
   * Answers a call.
   * @param form the call in the form that AWS's query protocol gives it
   * @returns what was published too, if anything was
   * @throws for a message that breaks its schema
   */
  answer(form: string): { reply: Answer; message: Message | undefined } {
    const fields = new URLSearchParams(form);
    const call = { operation: 'Publish', region: '', input: {}, writes: true };
    const effect = this.faults.take(call);
    const isError = typeof effect === 'object' && 'error' in effect;
    const acts = effect === undefined || effect === 'drop-after' || (isError && effect.after);
    const message = acts ? readMessage(fields) : undefined;
    if (effect === undefined) return { reply: { status: 200, body: PUBLISHED }, message };
    if (!isError) return { reply: { status: 0, body: '' }, message };
    return { reply: { status: effect.status ?? 400, body: failure(effect.error) }, message };
  }
}

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';
const PUBLISHED = `<PublishResponse xmlns="${NAMESPACE}"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>`;

function failure(code: string): string {
  return `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>A scripted fault.</Message></Error></ErrorResponse>`;
}

function readMessage(fields: URLSearchParams): Message {
  const attributes: Record<string, string> = {};
  for (let entry = 1; fields.has(`MessageAttributes.entry.${entry}.Name`); entry += 1) {
    const member = (name: string) => fields.get(`MessageAttributes.entry.${entry}.${name}`) ?? '';
    attributes[member('Name')] = member('Value.StringValue');
  }
  const { message } = readPublication(
    fields.get('Subject') ?? '',
    fields.get('Message') ?? '',
    attributes,
  );
  return message;
}
