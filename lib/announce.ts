import type { SNSClient } from '@aws-sdk/client-sns';
import { notify } from './aws/notify.ts';
import { hintFor, hintForWait } from './core/hint.ts';
import { type Announcement, messageOf } from './core/message.ts';
import { tagKeys } from './core/tags.ts';
import type { Looker } from './survey.ts';

/** What announcing needs. */
export interface Announcer extends Pick<Looker, 'tagPrefix' | 'now'> {
  /** Undefined: nothing is announced. */
  readonly topicArn: string | undefined;
  sns(): SNSClient;
}

/** Announces to the topic's subscribers. Throws what the SDK throws: then it is not announced. */
export async function announce(
  announcer: Announcer,
  announcement: Omit<Announcement, 'hint'>,
): Promise<void> {
  if (announcer.topicArn === undefined) return;
  const { source, destination, problem, outcome } = announcement;
  const context = { source, destination, keys: tagKeys(announcer.tagPrefix) };
  const hintOf = outcome === 'LATE' ? hintForWait : hintFor;
  const hint = problem && hintOf(problem.code, context);
  await notify(announcer.sns(), announcer.topicArn, messageOf({ ...announcement, hint }));
}
