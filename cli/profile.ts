/* The profile of the AWS configuration that a command uses. */

import { loadSharedConfigFiles } from '@smithy/core/config';
import { UserError } from './errors.ts';
import { nearest } from './nearest.ts';

/**
 * Sees to it that a profile is there: the SDK says of one that is not that there are no credentials. The default one
 * need not be.
 * @throws UserError that names the nearest
 */
export async function insistOnProfile(profile: string | undefined): Promise<void> {
  if (profile === undefined || profile === '' || profile === 'default') return;
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const names = Object.keys({ ...configFile, ...credentialsFile });
  if (names.includes(profile)) return;
  throw new UserError(
    `there is no profile '${profile}' in the AWS configuration${nearest(profile, names)}; 'aws configure list-profiles' shows all`,
  );
}
