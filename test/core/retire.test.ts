import { describe, expect, test } from '@jest/globals';
import type { Notice } from '../../lib/core/retention/notice.ts';
import { decideRetirement } from '../../lib/core/retention/retire.ts';
import type { Wanted } from '../../lib/core/tags/destinations.ts';
import type { Status } from '../../lib/core/tags/status.ts';
import { minutesAgo, NOW, sourceImage, statusOf, wantedBy } from '../support/builders.ts';
import { RETENTION_TABLE } from './retire-rows.ts';

const STATUSES: Readonly<Record<string, Status | undefined>> = {
  AVAILABLE: statusOf({ word: 'AVAILABLE' }),
  'AVAILABLE unannounced': statusOf({ word: 'AVAILABLE', due: minutesAgo(5) }),
  COPYING: statusOf({ word: 'COPYING' }),
  FAILED: statusOf({ word: 'FAILED' }),
  RETIRED: statusOf({ word: 'RETIRED', due: minutesAgo(5) }),
  WAITING: statusOf({ word: 'WAITING' }),
  'AVAILABLE, and its rule was changed': statusOf({ word: 'AVAILABLE', rule: '00000000' }),
};
/** What the rule asks for, where that matters. */
const WANTED: Readonly<Record<string, Wanted | undefined>> = {
  AVAILABLE: wantedBy(sourceImage()),
  RETIRED: wantedBy(sourceImage()),
  'nothing, and it is wanted': wantedBy(sourceImage()),
  'AVAILABLE, and its rule was changed': wantedBy(sourceImage()),
};
const NOTICES: Readonly<Record<string, Notice | undefined>> = {
  running: { at: minutesAgo(-1) },
  over: { at: NOW },
  'over for a week': { at: minutesAgo(7 * 24 * 60) },
  unannounced: { at: minutesAgo(-60), due: minutesAgo(60) },
  'unannounced and over': { at: minutesAgo(60), due: minutesAgo(1500) },
};

describe.each(RETENTION_TABLE)('$sentence:', ({ rows }) => {
  test.each(rows)('number %s, remembered %s, used by %s, notice %s: %s', (...row) => {
    const [place, remembered, user, notice, does] = row;
    const [rank, keep] = place.split(' of keep ');
    const decision = decideRetirement({
      rank: Number(rank),
      keep: keep === 'all' ? undefined : Number(keep),
      status: STATUSES[remembered],
      wanted: WANTED[remembered],
      user: user === 'nobody' ? undefined : `it is used by ${user}`,
      notice: NOTICES[notice],
      now: NOW,
    });
    expect(decision.do).toBe(does);
    expect(decision.reason).not.toBe('');
  });
});
