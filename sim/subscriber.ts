/* A real SNS protocol with a subscribed queue, for what depends on how SNS filters and delivers. */

import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { buildApp } from 'fauxqs';
import { type Received, readPublication } from './publication.ts';

export type { Received };

/** An SNS topic with one subscribed queue, served over HTTP on loopback. */
export interface Subscriber {
  readonly url: string;
  readonly topicArn: string;
  /** All that has arrived, in order. Throws for what the real SNS would refuse, and for a message that breaks its JSON Schema: the SNS here checks neither. */
  received(): Promise<Received[]>;
  close(): Promise<void>;
}

const QUEUE = 'inbox';

export async function startSubscriber(): Promise<Subscriber> {
  // Not `startFauxqs`, which listens on every interface of the machine.
  const app = buildApp({ logger: false });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  await app.inject({
    method: 'POST',
    url: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.CreateQueue',
    },
    payload: { QueueName: QUEUE },
  });
  const queue = async () => (await app.inject(`/_fauxqs/queues/${QUEUE}`)).json();
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const sns = new SNSClient({ endpoint: url, region: 'us-east-1', credentials });
  const { TopicArn: topicArn = '' } = await sns.send(
    new CreateTopicCommand({ Name: 'replications' }),
  );
  const { arn: Endpoint } = await queue();
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint }));
  sns.destroy();
  return {
    url,
    topicArn,
    async received() {
      const { messages } = await queue();
      return messages.ready.map(({ body }: { body: string }) => open(body));
    },
    close: () => app.close(),
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
