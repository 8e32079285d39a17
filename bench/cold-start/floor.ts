/* A bare function, to compare start-up with. */

import {
  AppStreamClient,
  DescribeImagesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-appstream';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import middy from '@middy/core';

/** An image to read with its tags, and regions to look at besides the function's own, and to tell of. */
interface Work {
  readonly image?: string;
  readonly regions?: readonly string[];
}

const appstream = new AppStreamClient();
const sns = new SNSClient();

/** The least that a replicator on Lambda can be: middy and the two clients, and nothing that decides. */
export const handler = middy<Work>().handler(async ({ image = 'nothing', regions = [] }) => {
  const arn = await look(appstream, image);
  if (arn) await appstream.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
  await Promise.all(regions.map((region) => look(new AppStreamClient({ region }), image)));
  for (const region of regions) {
    await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: region }));
  }
});

async function look(client: AppStreamClient, name: string): Promise<string | undefined> {
  try {
    const { Images } = await client.send(new DescribeImagesCommand({ Names: [name] }));
    return Images?.[0]?.Arn;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
    return undefined;
  }
}
