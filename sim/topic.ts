/* SNS with a topic, and queues that subscribe to it, on loopback. */

import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { buildApp } from 'fauxqs';

/** An SNS topic, served over HTTP on loopback. */
export interface Topic {
  readonly url: string;
  readonly topicArn: string;
  /**
   * Subscribes a new queue.
   * @param attributes of the subscription, as SNS names them
   * @returns what reads the bodies that have arrived, in order
   */
  subscribe(
    queue: string,
    attributes?: Readonly<Record<string, string>>,
  ): Promise<() => Promise<string[]>>;
  close(): Promise<void>;
}

export async function startTopic(): Promise<Topic> {
  // Not `startFauxqs`, which listens on every interface of the machine.
  const app = buildApp({ logger: false });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const sns = new SNSClient({ endpoint: url, region: 'us-east-1', credentials });
  const created = await sns.send(new CreateTopicCommand({ Name: 'replications' }));
  const { TopicArn: topicArn = '' } = created;
  const look = async (queue: string) => (await app.inject(`/_fauxqs/queues/${queue}`)).json();
  return {
    url,
    topicArn,
    async subscribe(queue, Attributes = {}) {
      await app.inject({
        method: 'POST',
        url: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'AmazonSQS.CreateQueue',
        },
        payload: { QueueName: queue },
      });
      const { arn: Endpoint } = await look(queue);
      const input = { TopicArn: topicArn, Protocol: 'sqs', Endpoint, Attributes };
      await sns.send(new SubscribeCommand(input));
      return async () => {
        const { messages } = await look(queue);
        return messages.ready.map(({ body }: { body: string }) => body);
      };
    },
    async close() {
      sns.destroy();
      await app.close();
    },
  };
}
