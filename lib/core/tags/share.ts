/* With which accounts the replicas of an image are to be shared, as the tag on the source image says. */

import { fingerprint } from './destinations.ts';

/** What an account may use an image for (AppStream API, `ImagePermissions`). */
export interface Permissions {
  readonly fleets: boolean;
  readonly builders: boolean;
}

/** Which accounts may use an image, and for what. */
export type Grants = ReadonlyMap<string, Permissions>;

/** What the tag asks for: accounts, or to share as the source image is shared. */
export type Share = { readonly as: 'tag'; readonly grants: Grants } | { readonly as: 'source' };

/** The grants that a replica is to have. Those `as` the source mirror the source image's for the accounts of the stack. */
export interface WantedGrants {
  readonly as: Share['as'];
  readonly grants: Grants;
  /** Changes when the grants change; undefined where nothing is to be shared. */
  readonly fingerprint: string | undefined;
}

/** What is read of the tag. */
interface ParsedShare {
  /** Undefined where nothing is to be shared. */
  readonly share: Share | undefined;
  /** What is wrong with the rest, each with what would be right. */
  readonly problems: readonly string[];
  /** Words that the stack does not allow; `problems` says so of each. */
  readonly refused: readonly string[];
}

/** Accounts that an image can be shared with (AppStream's quota, which can be raised). */
export const MAX_SHARED = 100;

/** An AWS account. */
export const ACCOUNT = /^[0-9]{12}$/;

/** The word that shares the replicas as the source image is shared. */
const AS_SOURCE = 'source';

const KINDS: ReadonlyMap<string | undefined, Permissions> = new Map([
  [undefined, { fleets: true, builders: false }],
  ['builder', { fleets: false, builders: true }],
  ['both', { fleets: true, builders: true }],
]);

/**
 * Reads the value of `replicate:share`: accounts separated by spaces, or `source`. An account that is wrong is left out.
 * @param value undefined without the tag
 * @param own the account of the images
 * @param allowed the only accounts that the stack allows; empty for none
 * @example
 * 111122223333 444455556666=builder 777788889999=both
 */
export function parseShare(
  value: string | undefined,
  key: string,
  own: string | undefined,
  allowed: readonly string[],
): ParsedShare {
  if (value === undefined) return { share: undefined, problems: [], refused: [] };
  const words = value.split(/\s+/).filter(Boolean);
  const example = allowed[0] ?? '111122223333';
  if (words.length === 0) {
    const problem = `'${key}' names no account; write accounts separated by spaces, for example '${example}', or '${AS_SOURCE}'`;
    return { share: undefined, problems: [problem], refused: [] };
  }
  if (allowed.length === 0) {
    const problem = `'${key}' asks to share replicas, and the stack allows no account; set its parameter shareAccounts, or remove the tag`;
    return { share: undefined, problems: [problem], refused: words };
  }
  if (words.includes(AS_SOURCE)) {
    if (words.length === 1) return { share: { as: 'source' }, problems: [], refused: [] };
    const problem = `'${AS_SOURCE}' stands alone in '${key}'; write either '${AS_SOURCE}' or accounts`;
    return { share: undefined, problems: [problem], refused: [] };
  }
  const grants = new Map<string, Permissions>();
  const refused: string[] = [];
  const problems: string[] = [];
  for (const [account, kinds] of byAccount(words)) {
    const problem = accountProblem(account, kinds, own);
    const permissions = KINDS.get(kinds[0]);
    if (problem !== undefined || !permissions)
      problems.push(problem ?? kindProblem(account, kinds));
    else if (allowed.includes(account)) grants.set(account, permissions);
    else {
      refused.push(account);
      problems.push(
        `${account} is not among the accounts that the stack allows; its parameter shareAccounts has ${allowed.join(', ')}`,
      );
    }
  }
  return { share: { as: 'tag', grants }, problems, refused };
}

/** `ACCOUNT` or `ACCOUNT=KIND`, grouped so that an account given twice is seen as such. */
function byAccount(words: readonly string[]): Map<string, (string | undefined)[]> {
  const grouped = new Map<string, (string | undefined)[]>();
  for (const word of words) {
    const [account = '', ...kind] = word.split('=');
    const kinds = grouped.get(account) ?? [];
    grouped.set(account, [...kinds, kind.length > 0 ? kind.join('=') : undefined]);
  }
  return grouped;
}

function accountProblem(
  account: string,
  kinds: readonly unknown[],
  own: string | undefined,
): string | undefined {
  if (!ACCOUNT.test(account))
    return `'${account}' is not an account; an account has 12 digits, for example 111122223333`;
  if (kinds.length > 1)
    return `${account} is named ${kinds.length} times; name each account once, for fleets and builders as ${account}=both`;
  return account === own
    ? `${account} is the account of the images itself; leave it out`
    : undefined;
}

function kindProblem(account: string, [kind]: readonly (string | undefined)[]): string {
  return `'${account}=${kind}' says nothing that an account can use an image for; write ${account} for fleets, ${account}=builder or ${account}=both`;
}

/**
 * The grants that replicas are to have.
 * @param source the grants of the source image, for a share as the source
 */
export function wantedGrants(
  share: Share | undefined,
  source: Grants,
  allowed: readonly string[],
): WantedGrants {
  const isMirrored = ([account, { fleets, builders }]: [string, Permissions]) =>
    allowed.includes(account) && (fleets || builders);
  const { as = 'tag' } = share ?? {};
  const grants =
    share?.as === 'source' ? new Map([...source].filter(isMirrored)) : (share?.grants ?? new Map());
  return { as, grants, fingerprint: fingerprintOf(as, grants) };
}

function fingerprintOf(as: Share['as'], grants: Grants): string | undefined {
  if (grants.size === 0) return undefined;
  const parts = [...grants].map(
    ([account, { fleets, builders }]) => `${account} ${fleets} ${builders}`,
  );
  return fingerprint(as, ...parts.toSorted());
}

/** Grants as `replicate:share` has them. An account that may use the image for nothing is left out. */
export function formatGrants(grants: Grants): string[] {
  return [...grants].flatMap(([account, { fleets, builders }]) => {
    if (!fleets && !builders) return [];
    return builders ? [`${account}=${fleets ? 'both' : 'builder'}`] : [account];
  });
}
