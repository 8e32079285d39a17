import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { createSimulation } from '../../sim/index.ts';
import type { Received } from '../../sim/publication.ts';
import { serve } from '../../sim/server.ts';
import { everyMessage, PLAYING_TIME } from './announced.ts';

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

const simulation = createSimulation({ now: () => new Date() });
let server: Awaited<ReturnType<typeof serve>>;
let messages: readonly Received[];
const environment = { ...process.env };

beforeAll(async () => {
  messages = await everyMessage();
  server = await serve(simulation.answer);
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'function',
    AWS_SECRET_ACCESS_KEY: 'function',
    AWS_ENDPOINT_URL_SNS: server.url,
    CHAT_TOPIC_ARN: simulation.world.createTopic('chat'),
  });
}, PLAYING_TIME);
afterAll(async () => {
  await server.close();
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
  const notifications = simulation.world.publications.map(({ message }) =>
    v.parse(Notification, JSON.parse(message)),
  );
  expect(notifications.map(({ id }) => id)).toEqual(messages.map(({ message }) => message.id));
  for (const [place, { subject, message }] of messages.entries()) {
    const { title, description } = notifications[place]?.content ?? {};
    expect(title).toBe(subject);
    for (const line of message.reason?.hint.split('\n') ?? []) expect(description).toContain(line);
  }
});
