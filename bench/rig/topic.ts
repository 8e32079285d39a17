import type { SNSClient } from '@aws-sdk/client-sns';
import { type Received, readPublication } from '../../sim/publication.ts';

/**
 * Lets an SNS client hand over what it is to publish, as a subscriber would get it, in place of sending it. Its calls
 * reject when a message breaks its schema, or is none.
 */
export function takingMessages(
  client: SNSClient,
  publish: (message: Received) => void,
): () => SNSClient {
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        if (!('Message' in input) || !('Subject' in input))
          throw new Error('only messages with a subject are published');
        publish(readPublication(input.Subject ?? '', input.Message ?? '', {}));
        return { output: { $metadata: {} }, response: undefined };
      },
    { step: 'initialize', name: 'publish' },
  );
  return () => client;
}
