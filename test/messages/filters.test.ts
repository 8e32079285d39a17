import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../lib/core/message/message.ts';
import { publicationOf } from '../../lib/core/message/sns.ts';
import { startTopic, type Topic } from '../../sim/topic.ts';
import { readPage } from '../docs/markdown.ts';
import { everyMessage, PLAYING_TIME } from './announced.ts';

/** The policies of the page by what they are for. */
const POLICIES = new Map(
  readPage('docs/messages.md')
    .tables.find(({ heading }) => heading === 'Filter policies')
    ?.rows.map(([only = '', policy = '']) => [only, policy.replaceAll('`', '')]),
);

/** What each is to let through. */
const LETS_THROUGH: readonly [only: string, (message: Message) => boolean][] = [
  ['failures', ({ outcome }) => outcome === 'FAILED'],
  ['one region', ({ destination }) => destination?.region === 'eu-west-1'],
  ['one family of images', ({ source }) => source.name.startsWith('cad-')],
  [
    'completed and failed copies',
    ({ outcome, operation }) => operation === 'copy' && outcome !== 'LATE',
  ],
  ['replicas that are to be deleted', ({ outcome }) => outcome === 'RETIRING'],
  ['fleet updates and their failures', ({ operation }) => operation === 'rollout'],
  [
    'failures of one family in two regions',
    ({ outcome, source, destination }) =>
      outcome === 'FAILED' &&
      source.name.startsWith('cad-') &&
      ['eu-west-1', 'eu-west-2'].includes(destination?.region ?? ''),
  ],
  ['replicas that could not be shared', ({ operation }) => operation === 'share'],
];

let topic: Topic;
let sent: Message[];
const arrived = new Map<string, () => Promise<string[]>>();

/** Every message, and every message about an image of another family. */
beforeAll(async () => {
  const messages = (await everyMessage()).map(({ message }) => message);
  sent = messages.flatMap((message) => [
    message,
    { ...message, source: { ...message.source, name: 'office-2026-11' } },
  ]);
  topic = await startTopic();
  for (const [only, policy] of POLICIES) {
    const attributes = { FilterPolicy: policy, RawMessageDelivery: 'true' };
    arrived.set(only, await topic.subscribe(`queue-${arrived.size}`, attributes));
  }
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new SNSClient({ region: 'us-east-1', endpoint: topic.url, credentials });
  for (const message of sent) {
    const input = { TopicArn: topic.topicArn, ...publicationOf(message) };
    await client.send(new PublishCommand(input));
  }
}, PLAYING_TIME);
afterAll(() => topic.close());

test('every policy of the page is tried', () => {
  expect([...POLICIES.keys()]).toEqual(LETS_THROUGH.map(([only]) => only));
});

test.each(LETS_THROUGH)('%s: the policy lets through what it says', async (only, isWanted) => {
  const bodies = (await arrived.get(only)?.()) ?? [];
  const received = bodies.map((body) => JSON.parse(JSON.parse(body).default));
  const wanted = sent.filter(isWanted);
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.length).toBeLessThan(sent.length);
  expect(received).toEqual(wanted);
});
