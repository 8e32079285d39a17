/* Which replicas of a region are to be deleted: they will make room where the quota of images is used up. */

import pMap from 'p-map';
import { listTags } from '../aws/appstream/read.ts';
import type { Observer } from '../context.ts';
import type { Retiring } from '../core/decision/on-error.ts';
import type { Image } from '../core/image.ts';
import { TAG_READS_AT_ONCE } from '../core/limits.ts';
import { parseNotice } from '../core/retention/notice.ts';
import { tagKeys } from '../core/tags/keys.ts';
import { lineageOfReplica } from '../core/tags/lineage.ts';

/** The replicas among these images that have a notice; undefined when there are none, or that cannot be seen. */
export async function retiringAmong(
  images: readonly Image[],
  { retention, appstream, tagPrefix }: Observer,
): Promise<Retiring | undefined> {
  if (!retention) return undefined;
  const replicas = images.filter(
    (image) => image.phase === 'AVAILABLE' && lineageOfReplica(image) !== undefined,
  );
  const { retireAt } = tagKeys(tagPrefix);
  const read = async ({ region, arn }: Image) => {
    const tags = await listTags(appstream(region), arn).catch(() => undefined);
    return parseNotice(tags?.[retireAt])?.at ?? [];
  };
  const times = (await pMap(replicas, read, { concurrency: TAG_READS_AT_ONCE })).flat();
  const [first] = times.toSorted((a, b) => a.getTime() - b.getTime());
  return first && { count: times.length, first };
}
