/* Gives an old replica notice, and takes it away. */

import { listTags } from '../aws/appstream/read.ts';
import { removeTags, setTags } from '../aws/appstream/write.ts';
import type { Retirer } from '../context.ts';
import { retiringMessage } from '../core/message/retirement.ts';
import { formatNotice, giveNotice } from '../core/retention/notice.ts';
import { tagKeys } from '../core/tags/keys.ts';
import { publish } from './announce.ts';
import { isThere } from './family-replicas.ts';
import type { PlannedRetirement } from './plan-retention.ts';
import { leaveToNextSweep } from './read-members.ts';

/**
 * The notice stands before it is announced, and then says that it was. Another image that has the name by now gets none,
 * nor does one that another run has given notice since.
 * @returns whether it was announced
 */
export async function giveNoticeOf(planned: PlannedRetirement, retirer: Retirer): Promise<boolean> {
  const { replica, source, family, member, newest, retirement } = planned;
  const { rank, keep, notice: before } = retirement;
  if (!newest || family === undefined || keep === undefined) return false;
  const isUntouched = await isAsPlanned(planned, retirer).catch((error) =>
    leaveToNextSweep(error, retirer.log),
  );
  if (!isUntouched) return false;
  const keys = tagKeys(retirer.tagPrefix);
  const client = retirer.appstream(replica.region);
  const { at, due } = giveNotice(retirer.now(), before);
  await setTags(client, replica.arn, { [keys.retireAt]: formatNotice({ at, due }) });
  const message = retiringMessage(
    {
      source,
      replica,
      occasion: due,
      retireAt: at,
      family,
      newest: newest.image,
      keep,
      rank,
      member: member?.image ?? replica,
    },
    keys,
  );
  await publish(retirer, message);
  await setTags(client, replica.arn, { [keys.retireAt]: formatNotice({ at }) });
  return true;
}

/** Takes the notice of a replica away, where it has one. */
export async function takeNotice(
  { replica, tags }: PlannedRetirement,
  { appstream, tagPrefix }: Retirer,
): Promise<void> {
  const { retireAt } = tagKeys(tagPrefix);
  if (tags[retireAt] !== undefined)
    await removeTags(appstream(replica.region), replica.arn, [retireAt]);
}

async function isAsPlanned(
  { replica, tags }: PlannedRetirement,
  retirer: Retirer,
): Promise<boolean> {
  const { retireAt } = tagKeys(retirer.tagPrefix);
  const standing = await listTags(retirer.appstream(replica.region), replica.arn);
  return standing?.[retireAt] === tags[retireAt] && (await isThere(replica, retirer));
}
