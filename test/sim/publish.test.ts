import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from '@jest/globals';
import { connect } from '../../sim/harness/clients.ts';
import { createSimulation } from '../../sim/index.ts';
import { START } from './harness.ts';

function setUp() {
  const { answer, world, calls, fault } = createSimulation({ now: () => START });
  const client = connect(new SNSClient({ region: 'us-east-1', maxAttempts: 1 }), answer);
  const TopicArn = world.createTopic('outcomes');
  const publish = (input: Partial<PublishCommandInput> = {}) =>
    client.send(new PublishCommand({ TopicArn, Subject: 'News', Message: 'cad', ...input }));
  return { world, calls, fault, publish, TopicArn };
}

const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });

test('what is published to a topic is kept as it is, and is a call like others', async () => {
  const { world, calls, publish, TopicArn } = setUp();
  const Message = JSON.stringify({ default: 'Zürich <&> "cad"\n2', email: 'é' });
  const MessageAttributes = { outcome: attribute('LATE'), 'source.name': attribute('cad') };
  const { MessageId } = await publish({ Message, MessageStructure: 'json', MessageAttributes });
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  expect(world.publications).toEqual([
    {
      topicArn: TopicArn,
      subject: 'News',
      message: Message,
      structure: 'json',
      attributes: { outcome: 'LATE', 'source.name': 'cad' },
      at: START,
    },
  ]);
  expect(calls).toMatchObject([
    { service: 'sns', operation: 'Publish', region: 'us-east-1', resource: { arn: TopicArn } },
  ]);
});

test.each<[string, Partial<PublishCommandInput>, string]>([
  ['a topic that is not there', { TopicArn: 'arn:aws:sns:us-east-1:1:none' }, 'NotFound'],
  ['a subject of 101 characters', { Subject: 'x'.repeat(101) }, 'InvalidParameter'],
  ['a subject that begins with a space', { Subject: ' News' }, 'InvalidParameter'],
  ['a subject beyond ASCII', { Subject: 'Zürich' }, 'InvalidParameter'],
  ['a subject of two lines', { Subject: 'one\ntwo' }, 'InvalidParameter'],
  ['no message', { Message: '' }, 'InvalidParameter'],
  ['more than 256 KiB', { Message: 'é'.repeat(131_073) }, 'InvalidParameter'],
  [
    'a structure without default',
    { Message: '{"email":"x"}', MessageStructure: 'json' },
    'InvalidParameter',
  ],
  ['a structure that is no JSON', { Message: 'cad', MessageStructure: 'json' }, 'InvalidParameter'],
  [
    'a reserved attribute name',
    { MessageAttributes: { 'AWS.x': attribute('y') } },
    'InvalidParameter',
  ],
  ['two dots in a name', { MessageAttributes: { 'a..b': attribute('y') } }, 'InvalidParameter'],
  ['a dot at the end', { MessageAttributes: { 'a.': attribute('y') } }, 'InvalidParameter'],
  ['an empty attribute', { MessageAttributes: { outcome: attribute('') } }, 'InvalidParameter'],
])('%s is refused, and nothing is published', async (_, input, code) => {
  const { world, publish } = setUp();
  await expect(publish(input)).rejects.toMatchObject({ Error: { Code: code } });
  expect(world.publications).toEqual([]);
});

test('a subject of 100 characters, none at all, and 256 KiB are taken', async () => {
  const { world, publish } = setUp();
  await publish({ Subject: 'x'.repeat(100) });
  await publish({ Subject: undefined, Message: 'x'.repeat(262_144) });
  expect(world.publications.map(({ subject }) => subject?.length)).toEqual([100, undefined]);
});

test('it meets faults as other operations do', async () => {
  const { world, fault, publish } = setUp();
  fault({ operation: 'Publish', effect: { error: 'InternalError', status: 500, after: true } });
  fault({ operation: 'Publish', effect: 'drop-before' });
  await expect(publish()).rejects.toMatchObject({ Error: { Code: 'InternalError' } });
  await expect(publish()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(world.publications).toHaveLength(1);
});
