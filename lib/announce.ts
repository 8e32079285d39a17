import type { SNSClient } from '@aws-sdk/client-sns';
import { notify } from './aws/notify.ts';
import { hintFor } from './core/hint.ts';
import { type Happening, messageOf } from './core/message.ts';
import { tagKeys } from './core/tags.ts';
import type { Looker } from './survey.ts';

/** What announcing needs. */
export interface Announcer extends Pick<Looker, 'tagPrefix' | 'now'> {
  /** Undefined: nobody is told. */
  readonly topicArn: string | undefined;
  sns(): SNSClient;
}

/** Tells the topic's subscribers what happened. Throws what the SDK throws: then it is not told. */
export async function announce(
  announcer: Announcer,
  happening: Omit<Happening, 'hint' | 'now'>,
): Promise<void> {
  if (announcer.topicArn === undefined) return;
  const { source, destination, problem } = happening;
  const context = { source, destination, keys: tagKeys(announcer.tagPrefix) };
  const hint = problem && hintFor(problem.code, context);
  const message = messageOf({ ...happening, hint, now: announcer.now() });
  await notify(announcer.sns(), announcer.topicArn, message);
}
