/* Messages, published to the topic. */

import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Message } from '../core/message/message.ts';
import { publicationOf } from '../core/message/sns.ts';

/** Publishes a message to the topic. Throws what the SDK throws. */
export async function notify(client: SNSClient, topicArn: string, message: Message): Promise<void> {
  await client.send(new PublishCommand({ TopicArn: topicArn, ...publicationOf(message) }));
}
