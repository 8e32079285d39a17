import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import type { Message } from '../../lib/core/message/message.ts';
import { publicationOf } from '../../lib/core/message/sns.ts';
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
    'ends of copies, no `LATE`',
    ({ outcome, operation }) => operation === 'copy' && outcome !== 'LATE',
  ],
  ['replicas that are to be deleted', ({ outcome }) => outcome === 'RETIRING'],
  [
    'failures of one family in two regions',
    ({ outcome, source, destination }) =>
      outcome === 'FAILED' &&
      source.name.startsWith('cad-') &&
      ['eu-west-1', 'eu-west-2'].includes(destination?.region ?? ''),
  ],
];

let server: FauxqsServer;
let sent: Message[];

/** Every message, and every message about an image of another family. */
beforeAll(async () => {
  const messages = (await everyMessage()).map(({ message }) => message);
  sent = messages.flatMap((message) => [
    message,
    { ...message, source: { ...message.source, name: 'office-2026-11' } },
  ]);
  server = await startFauxqs({ port: 0, logger: false });
  const { topicArn: TopicArn } = server.createTopic('outcomes');
  for (const [place, policy] of [...POLICIES.values()].entries()) {
    const queue = `queue-${place}`;
    server.createQueue(queue);
    const attributes = { FilterPolicy: policy, RawMessageDelivery: 'true' };
    server.subscribe({ topic: 'outcomes', queue, attributes });
  }
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const endpoint = `http://127.0.0.1:${server.port}`;
  const client = new SNSClient({ region: 'us-east-1', endpoint, credentials });
  for (const message of sent) {
    await client.send(new PublishCommand({ TopicArn, ...publicationOf(message) }));
  }
}, PLAYING_TIME);
afterAll(() => server.stop());

test('every policy of the page is tried', () => {
  expect([...POLICIES.keys()]).toEqual(LETS_THROUGH.map(([only]) => only));
});

test.each(LETS_THROUGH)('%s: the policy lets through what it says', (only, isWanted) => {
  const place = [...POLICIES.keys()].indexOf(only);
  const { ready } = server.inspectQueue(`queue-${place}`)?.messages ?? { ready: [] };
  const received = ready.map(({ body }) => JSON.parse(JSON.parse(body).default));
  const wanted = sent.filter(isWanted);
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.length).toBeLessThan(sent.length);
  expect(received).toEqual(wanted);
});
