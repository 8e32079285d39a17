/* Shares a replica as the tags ask. */

import { findImage, listGrants } from '../aws/appstream/read.ts';
import { grant, revoke, setTags } from '../aws/appstream/write.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Applier } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import { type Image, isStill, type SourceImage } from '../core/image.ts';
import { WAITS } from '../core/message/wait-code.ts';
import { holds, type Tags, tagKeys } from '../core/tags/keys.ts';
import { lineageTags } from '../core/tags/rule.ts';
import type { Permissions, WantedGrants } from '../core/tags/share.ts';

/** In the place of accounts: what the accounts of the stack are granted is the source image's. */
const AS_SOURCE = 'source';

/** What is there by now is decided by the next run. */
const REPLACED: Fault = {
  kind: 'transient',
  code: WAITS.notVisible,
  message: 'the replica is not there as AWS listed it',
};

/**
 * Gives a replica the grants that are wanted. Access that we gave and that is no longer asked for is taken away first;
 * what we give is remembered on the replica before it is given, so that a run may die at any of these calls. What others
 * gave stays, and is not remembered where it is enough. The replica is read again before, so that nothing else that has
 * its name by now is shared.
 * @param tags of the replica
 * @returns why an account could not be served; the others were
 * @throws what the SDK throws for what may pass
 */
export async function shareReplica(
  source: SourceImage,
  replica: Image,
  { as, grants }: WantedGrants,
  tags: Tags,
  { appstream, tagPrefix, shareAccounts, account: own }: Applier,
): Promise<Fault | undefined> {
  const keys = tagKeys(tagPrefix);
  const remembered = tags[keys.shared] ?? '';
  if (grants.size === 0 && remembered === '') return undefined;
  const client = appstream(replica.region);
  const image = await findImage(client, replica.region, replica.name, own);
  if (!image || !isStill(image, replica)) return REPLACED;
  const lineage = lineageTags(source, keys);
  // The role may share only what carries it.
  if (!holds(tags, lineage)) await setTags(client, replica.arn, lineage);
  const present = await listGrants(client, replica.name);
  const given = remembered.split(' ').filter(Boolean);
  const isMirror = as === 'source' || given.includes(AS_SOURCE);
  const isOurs = (account: string) =>
    given.includes(account) || (isMirror && shareAccounts.includes(account));
  const isEnough = (account: string, permissions: Permissions) =>
    (isOurs(account) ? isSame : covers)(present.get(account), permissions);

  const toRevoke = [...present.keys()].filter((each) => isOurs(each) && !grants.has(each));
  const revoked = await each(toRevoke, (account) => revoke(client, replica.name, account));
  const ours = [...grants].flatMap(([account, permissions]) =>
    isOurs(account) || !isEnough(account, permissions) ? [account] : [],
  );
  const isMirrorStill = as === 'source' && grants.size > 0;
  const toRemember = [...(isMirrorStill ? [AS_SOURCE] : ours), ...revoked.left].join(' ');
  // The role may tag only what it tags with a lineage, and takes no tag of ours off: an empty one says nothing.
  if (toRemember !== remembered)
    await setTags(client, replica.arn, { ...lineage, [keys.shared]: toRemember });
  const toGrant = [...grants].filter((entry) => !isEnough(...entry));
  const granted = await each(toGrant, ([account, permissions]) =>
    grant(client, replica.name, account, permissions),
  );
  return revoked.fault ?? granted.fault;
}

/** One call for each. A refusal of one does not stop the others. @throws what the SDK throws for what may pass */
async function each<T extends string | readonly [string, Permissions]>(
  list: readonly T[],
  call: (one: T) => Promise<void>,
): Promise<{ readonly left: readonly T[]; readonly fault: Fault | undefined }> {
  const left: T[] = [];
  let first: Fault | undefined;
  for (const one of list) {
    try {
      await call(one);
    } catch (error) {
      const fault = faultFrom(error);
      if (fault.kind !== 'permanent' && fault.kind !== 'quota') throw error;
      const account = typeof one === 'string' ? one : one[0];
      left.push(one);
      first ??= { ...fault, message: `${account}: ${fault.message}` };
    }
  }
  return { left, fault: first };
}

function covers(has: Permissions | undefined, wanted: Permissions): boolean {
  return (has?.fleets || !wanted.fleets) === true && (has?.builders || !wanted.builders) === true;
}

function isSame(has: Permissions | undefined, wanted: Permissions): boolean {
  return has?.fleets === wanted.fleets && has.builders === wanted.builders;
}
