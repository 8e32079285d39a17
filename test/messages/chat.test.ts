import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import * as v from 'valibot';
import type { Received } from '../../sim/publication.ts';
import { everyMessage, PLAYING_TIME } from './told.ts';

/** What Amazon Q Developer in chat applications takes (its administrator guide, custom notifications). */
const Notification = v.strictObject({
  version: v.literal('1.0'),
  source: v.literal('custom'),
  id: v.string(),
  content: v.strictObject({
    textType: v.literal('client-markdown'),
    title: v.string(),
    description: v.pipe(v.string(), v.nonEmpty()),
    keywords: v.array(v.string()),
  }),
  metadata: v.strictObject({ threadId: v.string() }),
});
const Lambda = v.object({
  handler: v.function(),
});

let server: FauxqsServer;
let messages: readonly Received[];
const environment = { ...process.env };

beforeAll(async () => {
  messages = await everyMessage();
  server = await startFauxqs({ port: 0, logger: false });
  const { topicArn } = server.createTopic('chat');
  server.createQueue('channel');
  server.subscribe({ topic: 'chat', queue: 'channel', attributes: { RawMessageDelivery: 'true' } });
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_SNS: `http://127.0.0.1:${server.port}`,
    CHAT_TOPIC_ARN: topicArn,
  });
}, PLAYING_TIME);
afterAll(async () => {
  await server.stop();
  process.env = environment;
});

test('the function for chat turns every message into a custom notification, the next step included', async () => {
  const path = '../../docs/examples/chat.mjs';
  const { handler } = v.parse(Lambda, await import(path));
  await handler({
    Records: messages.map(({ subject, message }) => ({
      Sns: { Subject: subject, Message: JSON.stringify(message) },
    })),
  });
  const { ready } = server.inspectQueue('channel')?.messages ?? { ready: [] };
  const notifications = ready.map(({ body }) => v.parse(Notification, JSON.parse(body)));
  expect(notifications.map(({ id }) => id)).toEqual(messages.map(({ message }) => message.id));
  for (const [place, { subject, message }] of messages.entries()) {
    const { title, description } = notifications[place]?.content ?? {};
    expect(title).toBe(subject);
    for (const line of message.reason?.hint.split('\n') ?? []) expect(description).toContain(line);
  }
});
