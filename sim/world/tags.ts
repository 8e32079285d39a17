/* Tags as somebody with a console changes them. */
import type { Tags } from '../core/image.ts';
import type { Trail } from '../trail.ts';

/** Records the calls that turn the tags that a resource had into the new ones. */
export function recordTags(
  trail: Trail,
  { region, arn, tags: before }: { region: string; arn: string; tags: Tags },
  tags: Tags,
): void {
  const changed = Object.entries(tags).filter(([key, value]) => before[key] !== value);
  const TagKeys = Object.keys(before).filter((key) => !Object.hasOwn(tags, key));
  if (changed.length > 0)
    trail.recordByHand(region, 'TagResource', {
      ResourceArn: arn,
      Tags: Object.fromEntries(changed),
    });
  if (TagKeys.length > 0)
    trail.recordByHand(region, 'UntagResource', { ResourceArn: arn, TagKeys });
}
