import { othersGrants, sharedAsAsked, sharedByTag, sharedWithin } from '../properties/shares.ts';
import { type Break, broken } from './break.ts';

/** Wrong ways to share. */
export const BREAKS_OF_SHARES: readonly Break[] = [
  broken('keep the grants of a replica when the tag changes', sharedAsAsked, [
    'lib/core/decision/share.ts',
    'const isSame = status.share === share;',
    'const isSame = true;',
  ]),
  broken('give access that the replica does not remember', sharedWithin, [
    'lib/run/apply-share.ts',
    'if (toRemember !== remembered)',
    'if (false)',
  ]),
  broken('give access for more than the tag asks for', sharedByTag, [
    'lib/core/tags/share.ts',
    '[undefined, { fleets: true, builders: false }],',
    '[undefined, { fleets: true, builders: true }],',
  ]),
  broken('take away access that others gave', othersGrants, [
    'lib/run/apply-share.ts',
    'given.includes(account) || (isMirror && shareAccounts.includes(account));',
    'true;',
  ]),
];
