import type { Message } from '../lib/core/message/message.ts';
import { messageSchema } from '../lib/core/message/message-schema.ts';
import { parseExactly } from './exactly.ts';

/** A message as a queue that subscribes to the topic gets it. */
export interface Received {
  readonly subject: string;
  readonly message: Message;
  /** The text that an e-mail would have. */
  readonly email: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * What was handed to SNS, as subscribers get it.
 * @param structure the message for each kind of subscriber, as JSON
 * @throws when the message breaks its schema or the subject the rules of SNS
 */
export function readPublication(
  subject: string,
  structure: string,
  attributes: Readonly<Record<string, string>>,
): Received {
  const { default: json, email } = JSON.parse(structure);
  const message = parseExactly(messageSchema, JSON.parse(json));
  if (!/^[\x20-\x7e]{1,100}$/.test(subject))
    throw new Error(`SNS would refuse the subject ${subject}`);
  return { subject, message, email, attributes };
}
