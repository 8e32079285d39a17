import { Ajv } from 'ajv';
import schema from '../lib/core/message/message.schema.json' with { type: 'json' };
import type { Message } from '../lib/core/message/message.ts';
import { checkPublication, type Publication } from './core/publication.ts';

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
 * @throws when the message breaks its JSON Schema, or the rules of SNS
 */
export function readPublication({
  subject = '',
  message: structure,
  attributes,
}: Pick<Publication, 'subject' | 'message' | 'attributes'>): Received {
  checkPublication({ subject, message: structure, structure: 'json', attributes });
  const { default: json, email } = JSON.parse(structure);
  const message: unknown = JSON.parse(json);
  if (!isMessage(message)) {
    throw new Error(`Message breaks its schema: ${JSON.stringify(isMessage.errors)} in ${json}`);
  }
  return { subject, message, email, attributes };
}
