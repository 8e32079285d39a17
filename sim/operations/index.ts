import { copyImage } from './copy-image.ts';
import { createImportedImage } from './create-imported-image.ts';
import { createUpdatedImage } from './create-updated-image.ts';
import { deleteImage } from './delete-image.ts';
import { describeImages } from './describe-images.ts';
import type { Operation } from './operation.ts';
import { publish } from './publish.ts';
import { describeRule, disableRule, enableRule } from './rules.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** Every supported operation, by service and name. */
export const OPERATIONS: Readonly<
  Record<'appstream' | 'events' | 'sns', ReadonlyMap<string, Operation>>
> = {
  appstream: new Map([
    ['CopyImage', copyImage],
    ['CreateImportedImage', createImportedImage],
    ['CreateUpdatedImage', createUpdatedImage],
    ['DeleteImage', deleteImage],
    ['DescribeImages', describeImages],
    ['ListTagsForResource', listTagsForResource],
    ['TagResource', tagResource],
    ['UntagResource', untagResource],
  ]),
  events: new Map([
    ['DescribeRule', describeRule],
    ['DisableRule', disableRule],
    ['EnableRule', enableRule],
  ]),
  sns: new Map([['Publish', publish]]),
};
