/* A real SNS protocol with a subscribed queue, for what depends on how SNS filters and delivers. */

import { type Received, readPublication } from './publication.ts';
import { startTopic } from './topic.ts';

export type { Received };

/** An SNS topic with one subscribed queue, served over HTTP on loopback. */
export interface Subscriber {
  readonly url: string;
  readonly topicArn: string;
  /** All that has arrived, in order. Throws for what the real SNS would refuse, and for a message that breaks its JSON Schema: the SNS here checks neither. */
  received(): Promise<Received[]>;
  close(): Promise<void>;
}

export async function startSubscriber(): Promise<Subscriber> {
  const { url, topicArn, subscribe, close } = await startTopic();
  const bodies = await subscribe('inbox');
  return { url, topicArn, received: async () => (await bodies()).map(open), close };
}

/** The SNS here hands the whole structure on; the real one takes out the part that is meant for the protocol. */
function open(body: string): Received {
  const { Subject, Message, MessageAttributes } = JSON.parse(body);
  const attributes = Object.entries<{ Value: string }>(MessageAttributes).map(
    ([name, { Value }]) => [name, Value],
  );
  return readPublication({
    subject: Subject,
    message: Message,
    attributes: Object.fromEntries(attributes),
  });
}
