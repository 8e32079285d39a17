import { Ajv } from 'ajv';
import { startFauxqs } from 'fauxqs';
import schema from '../lib/core/message.schema.json' with { type: 'json' };
import type { Message } from '../lib/core/message.ts';

/** A message as a queue that subscribes to the topic gets it. */
export interface Received {
  readonly subject: string;
  readonly message: Message;
  /** The text that an e-mail would have. */
  readonly email: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** An SNS topic with one subscribed queue, served over HTTP. */
export interface Subscriber {
  readonly url: string;
  readonly topicArn: string;
  /** All that has arrived, in order. Throws when a message breaks its JSON Schema or a subject breaks the rules of SNS, which the SNS here does not check. */
  received(): Received[];
  close(): Promise<void>;
}

const isMessage = new Ajv({
  allErrors: true,
  strict: true,
  strictRequired: false,
  strictTypes: false,
}).compile<Message>(schema);

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

function open(body: string): Received {
  const { Subject, Message, MessageAttributes } = JSON.parse(body);
  // The SNS here hands the whole structure on; the real one takes out the part that is meant for the protocol.
  const { default: json, email } = JSON.parse(Message);
  const message: unknown = JSON.parse(json);
  if (!isMessage(message)) {
    throw new Error(`Message breaks its schema: ${JSON.stringify(isMessage.errors)} in ${json}`);
  }
  if (!/^[\x20-\x7e]{1,100}$/.test(Subject))
    throw new Error(`SNS would refuse the subject ${Subject}`);
  const attributes = Object.entries<{ Value: string }>(MessageAttributes).map(
    ([name, { Value }]) => [name, Value],
  );
  return { subject: Subject, message, email, attributes: Object.fromEntries(attributes) };
}
