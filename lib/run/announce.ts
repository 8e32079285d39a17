/* Announces to the subscribers of the topic. */

import { notify } from '../aws/sns.ts';
import type { Announcer } from '../context.ts';
import { type Announcement, messageOf } from '../core/message/message.ts';
import { hintFor, hintForWait } from '../core/message/remediation.ts';
import { tagKeys } from '../core/tags/keys.ts';

/** Announces to the topic's subscribers. Throws what the SDK throws: then it is not announced. */
export async function announce(announcer: Announcer, announcement: Announcement): Promise<void> {
  if (announcer.topicArn === undefined) return;
  const { source, destination, problem, outcome } = announcement;
  const keys = tagKeys(announcer.tagPrefix);
  const context = { source, destination, keys, policy: announcer };
  const hintOf = outcome === 'LATE' ? hintForWait : hintFor;
  const hint = problem && hintOf(problem.code, context);
  await notify(announcer.sns(), announcer.topicArn, messageOf(announcement, hint));
}
