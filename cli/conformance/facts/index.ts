/* All facts about AWS that the product and the simulator rest on. */

import { ACCOUNT_FACTS } from './account.ts';
import { COPY_FACTS } from './copies.ts';
import { DELETE_FACTS } from './deletes.ts';
import { EVENT_FACTS } from './events.ts';
import type { Fact } from './fact.ts';
import { FLEET_FACTS } from './fleets.ts';
import { LIST_FACTS } from './lists.ts';
import { TAG_FACTS } from './tags.ts';

const ALL = [
  ...LIST_FACTS,
  ...COPY_FACTS,
  ...DELETE_FACTS,
  ...TAG_FACTS,
  ...FLEET_FACTS,
  ...EVENT_FACTS,
  ...ACCOUNT_FACTS,
] as const;

export const FACTS: readonly Fact[] = ALL;

/** The facts that a probe finds out, by reading or by writing. A probe that is missing does not compile. */
export type FactId<By extends 'reading' | 'writing'> = Extract<
  (typeof ALL)[number],
  { readonly answered: { readonly by: By } }
>['id'];
