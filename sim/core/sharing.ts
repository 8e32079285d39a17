/* Which accounts an image is shared with, and what follows from it. */
import type { Grants, ImagePermissions, SimImage, Visibility } from './image.ts';

/** The accounts that one image can be shared with. */
export const MAX_SHARED_ACCOUNTS = 100;

export const FOR_FLEETS: ImagePermissions = { allowFleet: true, allowImageBuilder: false };

/** Whether an own image is shared with anybody. */
export function isShared({ sharedWith = {} }: Pick<SimImage, 'sharedWith'>): boolean {
  return Object.keys(sharedWith).length > 0;
}

/**
 * The members of an own image that follow from its grants.
 * @param sharedAs the visibility of an own image that is shared
 */
export function sharing(
  sharedWith: Grants,
  sharedAs: Visibility,
): Pick<SimImage, 'sharedWith' | 'visibility'> {
  return { sharedWith, visibility: isShared({ sharedWith }) ? sharedAs : 'PRIVATE' };
}

/** The grants when an account has these permissions, in the place of those that it had. */
export function withGrant(grants: Grants, account: string, permissions: ImagePermissions): Grants {
  return { ...grants, [account]: permissions };
}

/** The grants without those of an account. */
export function withoutGrant(grants: Grants, account: string): Grants {
  return Object.fromEntries(Object.entries(grants).filter(([id]) => id !== account));
}
