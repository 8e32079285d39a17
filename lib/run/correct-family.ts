/* Keeps the family on a replica as its source image has it: it decides once the source image is gone. */

import { removeTags, setTags } from '../aws/appstream/write.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Retirer } from '../context.ts';
import { type FamilyReplica, isThere } from './family-replicas.ts';

/**
 * Corrects the tags of a replica, where they are not as its source image has them. Never throws. Every run tries it:
 * what passes needs nobody, and what IAM denies is an error once a day.
 * @returns the error that the run is to end in
 */
export async function correctFamily(each: FamilyReplica, retirer: Retirer): Promise<unknown[]> {
  const { replica, source, correction } = each;
  if (!correction) return [];
  const { set, remove } = correction;
  const client = retirer.appstream(replica.region);
  const { region: destinationRegion, name } = replica;
  const fields = { image: source.name, destinationRegion, replica: name, set, remove };
  try {
    if (!(await isThere(replica, retirer))) return [];
    if (Object.keys(set).length > 0) await setTags(client, replica.arn, set);
    if (remove.length > 0) await removeTags(client, replica.arn, remove);
    retirer.log.info('family corrected', fields);
    return [];
  } catch (error) {
    const fault = faultFrom(error);
    const isLeft =
      ['transient', 'missing'].includes(fault.kind) ||
      (fault.kind === 'denied' && !retirer.memory.noteDenied(replica, retirer.now()));
    retirer.log[isLeft ? 'warn' : 'error']('family not corrected', { ...fields, fault });
    return isLeft ? [] : [error];
  }
}
