/* Facts about lists of images, fleets and tags, and about who owns what they show. */

import { api, type Fact } from './fact.ts';

export const LIST_FACTS = [
  {
    id: 'missing-image',
    question: 'whether `DescribeImages` answers for a missing name with an error or an empty list',
    assumed: '`ResourceNotFoundException`',
    options: { missingImages: "'empty'" },
    handled: 'both mean missing',
    source: api('DescribeImages'),
    answered: { by: 'reading' },
  },
  {
    id: 'missing-fleet',
    question:
      'whether `DescribeFleets` and `DescribeImageBuilders` answer for a missing name with an error or an empty list',
    assumed: '`ResourceNotFoundException`',
    options: { missingImages: "'empty'" },
    source: api('DescribeFleets'),
    answered: { by: 'reading' },
  },
  {
    id: 'missing-tags',
    question: 'what `ListTagsForResource` answers for an image that is gone',
    assumed: '`ResourceNotFoundException`',
    handled: 'the error means gone; any other answer is taken as it is',
    source: api('ListTagsForResource'),
    answered: { by: 'reading' },
  },
  {
    id: 'foreign-tags',
    question: 'whether you can list the tags of an image that others own',
    assumed: '`ResourceNotFoundException`',
    handled: 'only the tags of your own images are read',
    answered: { by: 'reading' },
  },
  {
    id: 'image-order',
    question: 'in which order images are listed',
    assumed: 'by ARN',
    handled: 'every page is read, and the order is not used',
    answered: { by: 'reading' },
  },
  {
    id: 'names-with-arns',
    question: 'whether `Names` and `Arns` can be used together',
    assumed: '`InvalidParameterCombinationException`',
    note: 'The model lists the error without saying for which combination',
    source: api('DescribeImages'),
    answered: { by: 'reading' },
  },
  {
    id: 'page-token',
    question: 'whether a `NextToken` holds only for the list that it was given for',
    assumed: '`ValidationException`',
    note: 'A token is bound to the region and the filter; `MaxResults` may change',
    handled: 'a token is only used to read on in its own list',
    answered: { by: 'reading' },
  },
  {
    id: 'public-owner',
    question: 'which account the ARN of a public image names',
    assumed: 'none',
    handled: 'the account in the ARN is the owner: an image without one is never copied',
    answered: { by: 'reading' },
  },
  {
    id: 'shared-own-visibility',
    question: 'whether an image that you share is listed as `PRIVATE` or `SHARED`',
    assumed: '`PRIVATE`',
    note: 'Whatever its visibility, an own image counts towards the quota and can be tagged, copied and updated. `ImageSharedWithOthers` is `TRUE` or `FALSE` for own images, and absent from images of others',
    options: { sharedOwnImages: "'SHARED'" },
    handled: 'both are listed; the account in the ARN is the owner',
    source:
      'https://docs.aws.amazon.com/appstream2/latest/developerguide/share-image-with-another-account.html',
    answered: { by: 'reading' },
  },
  {
    id: 'shared-by-name',
    question: 'whether an image that others share with you is found by its name',
    assumed: 'not found',
    note: 'It is found by its ARN',
    handled: 'the account in the ARN is the owner: such an image is never copied',
    source: api('DescribeImages'),
    answered: { by: 'reading' },
  },
] as const satisfies readonly Fact[];
