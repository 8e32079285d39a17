/* SNS Publish, where it is enough to record messages. */

import { ServiceError } from '../core/errors.ts';
import { checkPublication } from '../core/publication.ts';
import type { Operation } from './operation.ts';

/** SNS, as far as what it takes to publish to a topic: nothing is delivered, and whoever asks the world gets it. */
export const publish: Operation = {
  writes: true,
  resource: (_, input) => ({ arn: textOf(input, 'TopicArn'), tags: {} }),
  run({ account, now }, input) {
    const topicArn = textOf(input, 'TopicArn');
    if (!account.topics.has(topicArn))
      throw new ServiceError('NotFound', 'Topic does not exist', 404);
    const content = {
      subject: 'Subject' in Object(input) ? textOf(input, 'Subject') : undefined,
      message: textOf(input, 'Message'),
      structure: textOf(input, 'MessageStructure'),
      attributes: attributesOf(input),
    };
    checkPublication(content);
    account.publications.push({ ...content, topicArn, at: new Date(now) });
    const number = String(account.publications.length).padStart(12, '0');
    return { MessageId: `00000000-0000-4000-8000-${number}` };
  },
};

function attributesOf(input: unknown): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (let entry = 1; ; entry += 1) {
    const member = (name: string) => textOf(input, `MessageAttributes.entry.${entry}.${name}`);
    if (member('Name') === '') return attributes;
    attributes[member('Name')] = member('Value.StringValue');
  }
}

/** A field of the form; empty when it is not there. */
function textOf(input: unknown, field: string): string {
  const value: unknown = Object(input)[field];
  return typeof value === 'string' ? value : '';
}
