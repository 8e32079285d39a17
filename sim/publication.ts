/* A published message as a subscribed queue receives it. */

import type { Message } from '../lib/core/message/message.ts';
import { messageSchema } from '../lib/core/message/message-schema.ts';
import { checkPublication, type Publication } from './core/publication.ts';
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
 * @throws when the message breaks its schema, or the rules of SNS
 */
export function readPublication({
  subject = '',
  message: structure,
  attributes,
}: Pick<Publication, 'subject' | 'message' | 'attributes'>): Received {
  checkPublication({ subject, message: structure, structure: 'json', attributes });
  const { default: json, email } = JSON.parse(structure);
  const message = parseExactly(messageSchema, JSON.parse(json));
  return { subject, message, email, attributes };
}
