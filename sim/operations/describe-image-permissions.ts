/* DescribeImagePermissions: whom the account shares an image with, ordered by account. */
import * as v from 'valibot';
import { AwsAccountId, Name, StringMember } from '../core/shapes.ts';
import { pageOf } from './next-token.ts';
import { operation } from './operation.ts';
import { missingImage } from './own-image.ts';

const PAGE_SIZE = 500;

export const describeImagePermissions = operation({
  input: v.object({
    Name,
    MaxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PAGE_SIZE))),
    SharedAwsAccountIds: v.optional(v.pipe(v.array(AwsAccountId), v.minLength(1), v.maxLength(5))),
    NextToken: v.optional(StringMember),
  }),
  writes: false,
  resource: ({ account, region }, input) => ({ arn: account.imageArn(region, input.Name) }),
  run({ account, region, readAt }, { Name: name, MaxResults, SharedAwsAccountIds, NextToken }) {
    const image = account.ownImage(region, name, readAt);
    if (!image) throw missingImage(name);
    const accounts = Object.entries(image.sharedWith ?? {})
      .filter(([id]) => SharedAwsAccountIds?.includes(id) ?? true)
      .map(([sharedAccountId, imagePermissions]) => ({ sharedAccountId, imagePermissions }))
      .sort((a, b) => (a.sharedAccountId < b.sharedAccountId ? -1 : 1));
    const { items, ...next } = pageOf(accounts, ({ sharedAccountId }) => sharedAccountId, {
      binding: [region, image.arn, SharedAwsAccountIds],
      token: NextToken,
      size: MaxResults || PAGE_SIZE,
    });
    return { Name: name, SharedImagePermissionsList: items, ...next };
  },
});
