/* What `conformance` prints of an account that answers otherwise than is assumed. */

import { createCliStage } from '../../test/cli/support/cli.ts';
import { fill } from '../../test/conformance/support/account.ts';
import { shown } from './cli.ts';

export async function conformanceReport(): Promise<string> {
  const stage = createCliStage({ missingImages: 'empty' });
  await fill(stage);
  return shown(['conformance'], stage);
}
