/* What SNS accepts as a message. */

import { ServiceError } from './errors.ts';

/** A message as it is handed to SNS. */
export interface Publication {
  readonly topicArn: string;
  readonly subject: string | undefined;
  /** The text; with `MessageStructure` `json`, a JSON object of one for each protocol. */
  readonly message: string;
  readonly structure: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly at: Date;
}

/** In bytes, attributes included (SNS API reference, Publish). */
const MAX_BYTES = 262_144;

/** Printable ASCII that begins with no space, at most 100 characters (SNS API reference, Publish). */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,99}$/;

/** Letters, digits, `_`, `-` and single dots within, no reserved prefix (SNS developer guide, message attributes). */
const ATTRIBUTE = /^(?!aws\.|amazon\.)(?!.*\.\.)[A-Za-z0-9_-][A-Za-z0-9_.-]{0,255}(?<!\.)$/i;

/** @throws ServiceError `InvalidParameter` for what SNS would refuse, or could not deliver */
export function checkPublication({
  subject,
  message,
  structure,
  attributes,
}: Omit<Publication, 'topicArn' | 'at'>): void {
  if (subject !== undefined && !SUBJECT.test(subject)) refuse(`Subject ${JSON.stringify(subject)}`);
  if (message === '') refuse('Empty message');
  if (structure === 'json' && typeof defaultOf(message) !== 'string')
    refuse('Message Structure - No default entry in JSON message body');
  for (const [name, value] of Object.entries(attributes)) {
    if (!ATTRIBUTE.test(name)) refuse(`the attribute name ${JSON.stringify(name)}`);
    if (value === '') refuse(`the attribute ${name} is empty`);
  }
  const parts = [message, ...Object.entries(attributes).flat()];
  if (Buffer.byteLength(parts.join('')) > MAX_BYTES) refuse('Message too long');
}

function defaultOf(message: string): unknown {
  try {
    return Object(JSON.parse(message)).default;
  } catch {
    return refuse('Message Structure - JSON message body failed to parse');
  }
}

function refuse(what: string): never {
  throw new ServiceError('InvalidParameter', `Invalid parameter: ${what}`);
}
