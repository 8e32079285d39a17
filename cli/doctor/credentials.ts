/* The check whose credentials the commands use. */

import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { faultFrom } from '../../lib/aws/errors.ts';
import { sts } from '../clients.ts';
import { explain } from '../errors.ts';
import { type Line, ok, todo } from './line.ts';

/** Who is asking: whatever else is found is true of this account. */
export async function checkCredentials(region: string): Promise<Line> {
  try {
    const { Arn = 'unknown' } = await sts(region).send(new GetCallerIdentityCommand({}));
    return ok('credentials', Arn);
  } catch (error) {
    const { code } = faultFrom(error);
    return todo('credentials', `do not work, ${code}`, explain(error));
  }
}
