import { copyImage } from './copy-image.ts';
import { createImportedImage } from './create-imported-image.ts';
import { createUpdatedImage } from './create-updated-image.ts';
import { deleteImage } from './delete-image.ts';
import { describeImagePermissions } from './describe-image-permissions.ts';
import { describeImages } from './describe-images.ts';
import { deleteImagePermissions, updateImagePermissions } from './image-permissions.ts';
import type { Operation } from './operation.ts';
import { describeRule, disableRule, enableRule } from './rules.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** Every supported operation, by service and name. */
export const OPERATIONS: Readonly<Record<'appstream' | 'events', ReadonlyMap<string, Operation>>> =
  {
    appstream: new Map([
      ['CopyImage', copyImage],
      ['CreateImportedImage', createImportedImage],
      ['CreateUpdatedImage', createUpdatedImage],
      ['DeleteImage', deleteImage],
      ['DeleteImagePermissions', deleteImagePermissions],
      ['DescribeImagePermissions', describeImagePermissions],
      ['DescribeImages', describeImages],
      ['ListTagsForResource', listTagsForResource],
      ['TagResource', tagResource],
      ['UntagResource', untagResource],
      ['UpdateImagePermissions', updateImagePermissions],
    ]),
    events: new Map([
      ['DescribeRule', describeRule],
      ['DisableRule', disableRule],
      ['EnableRule', enableRule],
    ]),
  };
