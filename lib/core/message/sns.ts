/* A message in the form that SNS takes. */

import { clip } from '../text.ts';
import { clock, text as mailText } from './email.ts';
import type { Message } from './message.ts';

/** A message in the form that SNS takes (SNS API, `Publish`), but for the topic. */
export interface Publication {
  readonly Subject: string;
  readonly Message: string;
  readonly MessageStructure: 'json';
  readonly MessageAttributes: Readonly<Record<string, { DataType: 'String'; StringValue: string }>>;
}

/** SNS takes ASCII, "less than 100 characters long" (SNS API, `Publish`). */
const MAX_SUBJECT = 99;

/** Renders a message for every kind of subscriber: JSON by default, text for e-mail, attributes for filter policies. */
export function publicationOf(message: Message): Publication {
  const { outcome, operation, source, destination, reason } = message;
  const attributes = {
    outcome,
    operation,
    sourceImage: source.name,
    sourceRegion: source.region,
    ...(destination && { destinationRegion: destination.region }),
    ...(reason && { reason: reason.code }),
  };
  return {
    Subject: subject(message),
    Message: JSON.stringify({ default: JSON.stringify(message), email: mailText(message) }),
    MessageStructure: 'json',
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        { DataType: 'String', StringValue: value },
      ]),
    ),
  };
}

/** What happened, to which image, where and why. A long name gives way, so that the rest can be read. */
function subject(message: Message): string {
  const { outcome, operation, source, destination, reason } = message;
  const where = destination ? ` ${operation === 'retire' ? 'in' : 'to'} ${destination.region}` : '';
  const code = reason ? `, ${reason.code}` : '';
  const why = outcome === 'RETIRING' ? `, ${clock(message.retireAt)}` : code;
  const room = MAX_SUBJECT - `${outcome}: ${where}${why}`.length;
  const line = `${outcome}: ${clip(source.name, room, '...')}${where}${why}`;
  return clip(line.replace(/[^\x20-\x7e]/g, '?'), MAX_SUBJECT, '...');
}
