/* A bare function, to compare start-up with. */

import { AppStreamClient, DescribeImagesCommand } from '@aws-sdk/client-appstream';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import middy from '@middy/core';

/** Regions to look at besides the function's own, and to tell of. */
interface Work {
  readonly regions?: readonly string[];
}

const appstream = new AppStreamClient();
const sns = new SNSClient();

/** The least that a replicator on Lambda can be: middy and the two clients, and nothing that decides. */
export const handler = middy<Work>().handler(async ({ regions = [] }) => {
  await look(appstream);
  await Promise.all(regions.map((region) => look(new AppStreamClient({ region }))));
  for (const region of regions) {
    await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: region }));
  }
});

async function look(client: AppStreamClient): Promise<void> {
  try {
    await client.send(new DescribeImagesCommand({ Names: ['nothing'] }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
  }
}
