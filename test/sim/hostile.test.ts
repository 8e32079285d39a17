import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { DescribeImagesCommand } from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { AUTHORIZATION, SOURCE, start } from './harness.ts';

const TARGET = 'PhotonAdminProxyService.DescribeImages';
const scope = (region: string, service: string) =>
  AUTHORIZATION.replace('us-east-1/appstream', `${region}/${service}`);

describe('a request that no SDK would send', () => {
  test.each<[string, Record<string, string>, string]>([
    ['no target', { authorization: AUTHORIZATION }, 'UnknownOperationException'],
    [
      'a target without operation',
      { 'x-amz-target': 'PhotonAdminProxyService' },
      'UnknownOperationException',
    ],
    [
      'a target of another service',
      { 'x-amz-target': 'DynamoDB.ListTables' },
      'UnknownOperationException',
    ],
    [
      'a target named like a built-in',
      { 'x-amz-target': 'constructor.name' },
      'UnknownOperationException',
    ],
    ['no authorization', { 'x-amz-target': TARGET }, 'MissingAuthenticationTokenException'],
    [
      'a bearer token',
      { 'x-amz-target': TARGET, authorization: 'Bearer x' },
      'IncompleteSignatureException',
    ],
    [
      'a region that is none',
      { 'x-amz-target': TARGET, authorization: scope('useast1', 'appstream') },
      'IncompleteSignatureException',
    ],
    [
      'a scope of another service',
      { 'x-amz-target': TARGET, authorization: scope(SOURCE, 's3') },
      'InvalidSignatureException',
    ],
  ])('with %s is refused in the shape of the service', async (_, headers, type) => {
    const { post, calls } = await start();
    const refusal = await post({ headers });
    expect(refusal).toMatchObject({ status: 400, answer: { __type: type } });
    expect(refusal.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(refusal.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(calls).toMatchObject([{ status: 400, error: type }]);
  });

  test.each([
    ['an operation that AppStream has', 'DescribeStacks'],
    ['an operation that nobody has', 'MakeCoffee'],
    ['an operation named like a built-in', 'constructor'],
  ])('%s, but the simulator has not, fails loudly', async (_, operation) => {
    const { post } = await start();
    expect(await post({ operation })).toMatchObject({
      status: 400,
      answer: {
        __type: 'UnknownOperationException',
        message: `The simulator does not support the operation ${operation}`,
      },
    });
  });

  test.each([
    ['no JSON', 'hello'],
    ['half of a JSON', '{"Names": ['],
    ['a list', '[]'],
    ['a string', '"x"'],
    ['null', 'null'],
    ['a number for a list', '{"Names": 3}'],
    ['a number in a list of strings', '{"Names": [3]}'],
    ['a string for a number', '{"MaxResults": "3"}'],
    ['a broken number', '{"MaxResults": 2.5}'],
    ['a number for an enumeration', '{"Type": 3}'],
  ])('a body that is %s is a SerializationException', async (_, body) => {
    const { post } = await start();
    expect(await post({ body })).toMatchObject({
      status: 400,
      answer: { __type: 'SerializationException', message: expect.any(String) },
    });
  });

  test.each([
    [
      'wrong types of tags',
      'TagResource',
      '{"ResourceArn":"arn:aws:a:b:c:d","Tags":{"a":1}}',
      'SerializationException',
    ],
    [
      'a list of tags',
      'TagResource',
      '{"ResourceArn":"arn:aws:a:b:c:d","Tags":[]}',
      'SerializationException',
    ],
    [
      'a value outside the enumeration',
      'DescribeImages',
      '{"Type":"private"}',
      'ValidationException',
    ],
    ['null for a required member', 'DeleteImage', '{"Name":null}', 'ValidationException'],
    ['nothing at all', 'CopyImage', '', 'ValidationException'],
  ])('%s for %s: refused', async (_, operation, body, type) => {
    const { post } = await start();
    expect(await post({ operation, body })).toMatchObject({
      status: 400,
      answer: { __type: type },
    });
  });

  test('null for an optional member, and an unknown member, count as absent', async () => {
    const { post } = await start();
    const body = '{"Names": null, "Colour": "red"}';
    expect(await post({ body })).toMatchObject({ status: 200, answer: { Images: [] } });
  });

  test('every problem of an input is named at once', async () => {
    const { post } = await start();
    const body = '{"SourceImageName":"c ad","DestinationImageName":"ok","DestinationRegion":""}';
    const { answer } = await post({ operation: 'CopyImage', body });
    expect(answer).toMatchObject({
      message: expect.stringMatching(/^2 validation errors .*SourceImageName.*DestinationRegion/),
    });
  });

  test('the message of a refusal stays short, however long the input', async () => {
    const { post } = await start();
    const body = JSON.stringify({
      ResourceArn: 'x'.repeat(50_000),
      Tags: { ['*'.repeat(50_000)]: 'x' },
    });
    const { answer } = await post({ operation: 'TagResource', body });
    expect(JSON.stringify(answer).length).toBeLessThan(1_000);
  });

  test('a body of more than a million characters is refused', async () => {
    const { post } = await start();
    expect(await post({ body: `"${'x'.repeat(1_000_001)}"` })).toMatchObject({
      status: 413,
      answer: { __type: 'RequestEntityTooLargeException' },
    });
  });

  test.each([
    ['bytes that are not HTTP', '\u0000\u0001\u0002\r\n\r\n'],
    ['a request cut short', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"Na'],
  ])('the server lives on after %s', async (_, bytes) => {
    const { url, appstream } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.end(bytes);
    await text(socket);
    expect((await appstream().send(new DescribeImagesCommand({}))).Images).toEqual([]);
  });

  test('a mistake in the script of a test is answered, not fatal', async () => {
    const { fault, appstream } = await start();
    fault({
      match: () => {
        throw new Error('oops');
      },
      effect: 'drop-before',
    });
    await expect(appstream().send(new DescribeImagesCommand({}))).rejects.toMatchObject({
      name: 'InternalFailure',
      message: 'The simulator failed: Error: oops',
      $metadata: { httpStatusCode: 500 },
    });
  });
});
