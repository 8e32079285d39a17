/* The table of supported operations. */

import { copyImage } from './copy-image.ts';
import { createImportedImage } from './create-imported-image.ts';
import { createUpdatedImage } from './create-updated-image.ts';
import { deleteImage } from './delete-image.ts';
import { describeFleets } from './describe-fleets.ts';
import { describeImageBuilders } from './describe-image-builders.ts';
import { describeImagePermissions } from './describe-image-permissions.ts';
import { describeImages } from './describe-images.ts';
import { deleteImagePermissions, updateImagePermissions } from './image-permissions.ts';
import type { Operation } from './operation.ts';
import { publish } from './publish.ts';
import { describeRule, disableRule, enableRule } from './rules.ts';
import { startFleet, stopFleet } from './start-and-stop-fleet.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { updateFleet } from './update-fleet.ts';

/** Every supported operation, by service and name. */
export const OPERATIONS: Readonly<
  Record<'appstream' | 'events' | 'sns', ReadonlyMap<string, Operation>>
> = {
  appstream: new Map([
    ['CopyImage', copyImage],
    ['CreateImportedImage', createImportedImage],
    ['CreateUpdatedImage', createUpdatedImage],
    ['DeleteImage', deleteImage],
    ['DeleteImagePermissions', deleteImagePermissions],
    ['DescribeFleets', describeFleets],
    ['DescribeImageBuilders', describeImageBuilders],
    ['DescribeImagePermissions', describeImagePermissions],
    ['DescribeImages', describeImages],
    ['ListTagsForResource', listTagsForResource],
    ['StartFleet', startFleet],
    ['StopFleet', stopFleet],
    ['TagResource', tagResource],
    ['UntagResource', untagResource],
    ['UpdateFleet', updateFleet],
    ['UpdateImagePermissions', updateImagePermissions],
  ]),
  events: new Map([
    ['DescribeRule', describeRule],
    ['DisableRule', disableRule],
    ['EnableRule', enableRule],
  ]),
  sns: new Map([['Publish', publish]]),
};
