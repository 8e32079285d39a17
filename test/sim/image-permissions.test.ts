import {
  DeleteImagePermissionsCommand,
  DescribeImagePermissionsCommand,
  type DescribeImagePermissionsCommandInput,
  DescribeImagesCommand,
  type ImagePermissions,
  UpdateImagePermissionsCommand,
} from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import type { SimulatorOptions } from '../../sim/index.ts';
import { copyOf, DESTINATION, SOURCE, start } from './harness.ts';

const PARTNER = '111111111111';
const FLEETS = { allowFleet: true, allowImageBuilder: false };
const BOTH = { allowFleet: true, allowImageBuilder: true };

async function startWithImage(options: Partial<SimulatorOptions> = {}) {
  const simulator = await start(options);
  simulator.world.createImage(SOURCE, { name: 'cad' });
  const client = simulator.appstream();
  const describePage = (input: Partial<DescribeImagePermissionsCommandInput> = {}) =>
    client.send(new DescribeImagePermissionsCommand({ Name: 'cad', ...input }));
  return {
    ...simulator,
    client,
    describePage,
    share: (account: string, permissions: ImagePermissions = FLEETS, Name = 'cad') =>
      client.send(
        new UpdateImagePermissionsCommand({
          Name,
          SharedAccountId: account,
          ImagePermissions: permissions,
        }),
      ),
    unshare: (account: string, Name = 'cad') =>
      client.send(new DeleteImagePermissionsCommand({ Name, SharedAccountId: account })),
    grants: async (input: Partial<DescribeImagePermissionsCommandInput> = {}) =>
      (await describePage(input)).SharedImagePermissionsList?.map(
        ({ sharedAccountId, imagePermissions }) => [sharedAccountId, imagePermissions],
      ),
  };
}

function account(n: number): string {
  return String(100_000_000_000 + n);
}

describe('UpdateImagePermissions and DeleteImagePermissions', () => {
  test('share an image with accounts, change what they may do, and end it', async () => {
    const { share, unshare, grants } = await startWithImage();
    await share(PARTNER);
    await share('000000000001', { allowImageBuilder: true });
    await share(PARTNER, BOTH);
    expect(await grants()).toEqual([
      ['000000000001', { allowFleet: false, allowImageBuilder: true }],
      [PARTNER, BOTH],
    ]);
    await unshare(PARTNER);
    await unshare('000000000001');
    expect(await grants()).toEqual([]);
  });

  test('decide whether DescribeImages shows the image as shared', async () => {
    const { client, share, unshare } = await startWithImage({ sharedOwnImages: 'SHARED' });
    const look = async () => (await client.send(new DescribeImagesCommand({}))).Images;
    await share(PARTNER);
    expect(await look()).toMatchObject([{ Visibility: 'SHARED', ImageSharedWithOthers: 'TRUE' }]);
    await unshare(PARTNER);
    expect(await look()).toMatchObject([{ Visibility: 'PRIVATE', ImageSharedWithOthers: 'FALSE' }]);
  });

  test('are not copied with the image', async () => {
    const { appstream, client, share } = await startWithImage();
    await share(PARTNER);
    await client.send(copyOf('cad'));
    const replica = await appstream(DESTINATION).send(
      new DescribeImagePermissionsCommand({ Name: 'cad' }),
    );
    expect(replica).toMatchObject({ Name: 'cad', SharedImagePermissionsList: [] });
  });

  test('an image has room for 100 accounts, and those it has can still be changed', async () => {
    const { share, grants } = await startWithImage();
    for (let n = 0; n < 100; n += 1) await share(account(n));
    await expect(share(account(100))).rejects.toMatchObject({ name: 'LimitExceededException' });
    await share(account(7), BOTH);
    expect(await grants()).toHaveLength(100);
    expect(await grants({ SharedAwsAccountIds: [account(7)] })).toEqual([[account(7), BOTH]]);
  });

  test.each([
    ['an image that is not there', 'gone', 'ResourceNotFoundException'],
    ['an image that others share', 'theirs', 'ResourceNotFoundException'],
    ['an image that is being built', 'built', 'ResourceNotAvailableException'],
    ['an image that failed', 'failed', 'ResourceNotAvailableException'],
    ['a name that is none', 'c ad', 'ValidationException'],
  ])('refuse %s', async (_, name, error) => {
    const { world, share, unshare } = await startWithImage();
    world.createImage(SOURCE, { name: 'theirs', visibility: 'SHARED' });
    world.createImage(SOURCE, { name: 'built', buildMinutes: 20 });
    world.createImage(SOURCE, { name: 'failed', state: 'FAILED' });
    for (const attempt of [share(PARTNER, FLEETS, name), unshare(PARTNER, name)])
      await expect(attempt).rejects.toMatchObject({ name: error });
  });

  test.each([
    ['letters', 'my-partner'],
    ['eleven digits', '1'.repeat(11)],
    ['thirteen digits', '1'.repeat(13)],
    ['nothing', ''],
  ])('refuse an account of %s', async (_, id) => {
    const { share, unshare, grants } = await startWithImage();
    for (const attempt of [share(id), unshare(id)])
      await expect(attempt).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await grants()).toEqual([]);
  });

  test.each([
    ['no account', '{"Name":"cad","ImagePermissions":{}}', 'ValidationException'],
    ['no permissions', `{"Name":"cad","SharedAccountId":"${PARTNER}"}`, 'ValidationException'],
    [
      'a word for a permission',
      `{"Name":"cad","SharedAccountId":"${PARTNER}","ImagePermissions":{"allowFleet":"yes"}}`,
      'SerializationException',
    ],
    [
      'a number for an account',
      '{"Name":"cad","SharedAccountId":111111111111,"ImagePermissions":{}}',
      'SerializationException',
    ],
  ])('UpdateImagePermissions refuses %s', async (_, body, type) => {
    const { post, grants } = await startWithImage();
    const refusal = await post({ operation: 'UpdateImagePermissions', body });
    expect(refusal).toMatchObject({ status: 400, answer: { __type: type } });
    expect(await grants()).toEqual([]);
  });

  test.each(['refused', 'accepted'] as const)(
    'an account that the image is not shared with is %s by DeleteImagePermissions',
    async (missingPermissions) => {
      const { unshare } = await startWithImage({ missingPermissions });
      const outcome = await unshare(PARTNER).then(
        () => 'accepted',
        (error: Error) => error.name,
      );
      expect(outcome).toBe(
        missingPermissions === 'refused' ? 'ResourceNotFoundException' : 'accepted',
      );
    },
  );

  test('can rest on a tag, which is seen late', async () => {
    const sharingNeedsTag = { key: 'ours', seconds: 60 };
    const { world, advance, share, unshare } = await startWithImage({ sharingNeedsTag });
    world.setTags(SOURCE, 'cad', { ours: 'yes' });
    for (const attempt of [share(PARTNER), unshare(PARTNER)])
      await expect(attempt).rejects.toMatchObject({ name: 'AccessDeniedException' });
    advance(1);
    await share(PARTNER);
    await unshare(PARTNER);
  });

  test('send the events of their calls, and DescribeImagePermissions none', async () => {
    const { onEvent, share, unshare, grants } = await startWithImage();
    const events: unknown[] = [];
    onEvent(({ detail }) => events.push([detail.eventName, detail.requestParameters]));
    await share(PARTNER);
    await grants();
    await unshare(PARTNER);
    const named = { name: 'cad', sharedAccountId: PARTNER };
    expect(events).toEqual([
      ['UpdateImagePermissions', { ...named, imagePermissions: FLEETS }],
      ['DeleteImagePermissions', named],
    ]);
  });
});

describe('DescribeImagePermissions', () => {
  test('shows pages of MaxResults, ordered by account, each account once', async () => {
    const { share, describePage } = await startWithImage();
    for (const n of [3, 1, 5, 2, 4]) await share(account(n));
    const pages: (string | undefined)[][] = [];
    let NextToken: string | undefined;
    do {
      const page = await describePage({ MaxResults: 2, NextToken });
      pages.push((page.SharedImagePermissionsList ?? []).map((each) => each.sharedAccountId));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(pages).toEqual([[account(1), account(2)], [account(3), account(4)], [account(5)]]);
  });

  test('leaves out accounts that the filter does not name, and those that it names in vain', async () => {
    const { share, grants } = await startWithImage();
    await share(account(1));
    await share(account(2));
    const filter = { SharedAwsAccountIds: [account(2), account(3)] };
    expect(await grants(filter)).toEqual([[account(2), FLEETS]]);
  });

  test.each<[string, Partial<DescribeImagePermissionsCommandInput>, string]>([
    ['an image that is not there', { Name: 'gone' }, 'ResourceNotFoundException'],
    ['an empty filter', { SharedAwsAccountIds: [] }, 'ValidationException'],
    [
      'six accounts at once',
      { SharedAwsAccountIds: Array.from({ length: 6 }, (_, n) => account(n)) },
      'ValidationException',
    ],
    ['a page of 501', { MaxResults: 501 }, 'ValidationException'],
    ['a token that nobody gave out', { NextToken: 'x' }, 'ValidationException'],
  ])('refuses %s', async (_, input, name) => {
    const { describePage } = await startWithImage();
    await expect(describePage(input)).rejects.toMatchObject({ name });
  });

  test('refuses the token of another filter', async () => {
    const { share, describePage } = await startWithImage();
    await share(account(1));
    await share(account(2));
    const { NextToken } = await describePage({ MaxResults: 1 });
    await expect(
      describePage({ NextToken, SharedAwsAccountIds: [account(1)] }),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('shows an image that is shared by hand', async () => {
    const { world, grants } = await startWithImage();
    world.share(SOURCE, 'cad', PARTNER, BOTH);
    expect(await grants()).toEqual([[PARTNER, BOTH]]);
    world.unshare(SOURCE, 'cad', PARTNER);
    expect(await grants()).toEqual([]);
  });
});

test('an image that others share says what it may be used for', async () => {
  const { world, client } = await startWithImage();
  const { arn } = world.createImage(SOURCE, { name: 'theirs', visibility: 'SHARED' });
  const { Images } = await client.send(new DescribeImagesCommand({ Arns: [arn] }));
  expect(Images).toMatchObject([{ Name: 'theirs', ImagePermissions: FLEETS }]);
});
