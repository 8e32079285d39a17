/* A real SNS protocol with a subscribed queue, for tests that depend on how SNS filters and delivers. */

import { startFauxqs } from 'fauxqs';
import { type Received, readPublication } from './publication.ts';

export type { Received };

/** An SNS topic with one subscribed queue, served over HTTP. */
export interface Subscriber {
  readonly url: string;
  readonly topicArn: string;
  /** All that has arrived, in order. Throws for what the real SNS would refuse, and for a message that breaks its JSON Schema: the SNS here checks neither. */
  received(): Received[];
  close(): Promise<void>;
}

export async function startSubscriber(): Promise<Subscriber> {
  const server = await startFauxqs({ port: 0, logger: false });
  const { topicArn } = server.createTopic('replications');
  server.createQueue('inbox');
  server.subscribe({ topic: 'replications', queue: 'inbox' });
  return {
    url: `http://127.0.0.1:${server.port}`,
    topicArn,
    received: () =>
      (server.inspectQueue('inbox')?.messages.ready ?? []).map(({ body }) => open(body)),
    close: () => server.stop(),
  };
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
