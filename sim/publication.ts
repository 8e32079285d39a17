import { Ajv } from 'ajv';
import schema from '../lib/core/message/message.schema.json' with { type: 'json' };
import type { Message } from '../lib/core/message/message.ts';

/** A message as a queue that subscribes to the topic gets it. */
export interface Received {
  readonly subject: string;
  readonly message: Message;
  /** The text that an e-mail would have. */
  readonly email: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const isMessage = new Ajv({
  allErrors: true,
  strict: true,
  strictRequired: false,
  strictTypes: false,
}).compile<Message>(schema);

/**
 * What was handed to SNS, as subscribers get it.
 * @param structure the message for each kind of subscriber, as JSON
 * @throws when the message breaks its JSON Schema or the subject the rules of SNS
 */
export function readPublication(
  subject: string,
  structure: string,
  attributes: Readonly<Record<string, string>>,
): Received {
  const { default: json, email } = JSON.parse(structure);
  const message: unknown = JSON.parse(json);
  if (!isMessage(message)) {
    throw new Error(`Message breaks its schema: ${JSON.stringify(isMessage.errors)} in ${json}`);
  }
  if (!/^[\x20-\x7e]{1,100}$/.test(subject))
    throw new Error(`SNS would refuse the subject ${subject}`);
  return { subject, message, email, attributes };
}
