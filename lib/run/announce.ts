/* Announces to the subscribers of the topic. */

import { faultFrom } from '../aws/errors.ts';
import { notify } from '../aws/sns.ts';
import type { Announcer } from '../context.ts';
import { type Announcement, type Message, messageOf } from '../core/message/message.ts';
import { hintFor, hintForWait } from '../core/message/remediation.ts';
import { tagKeys } from '../core/tags/keys.ts';

/** Announces to the topic's subscribers. @throws an error that names what is not announced, and what AWS answered */
export async function announce(announcer: Announcer, announcement: Announcement): Promise<void> {
  const { source, destination, problem, outcome } = announcement;
  const keys = tagKeys(announcer.tagPrefix);
  const context = { source, destination, keys, policy: announcer };
  const hintOf = outcome === 'LATE' ? hintForWait : hintFor;
  const hint = problem && hintOf(problem.code, context);
  try {
    await publish(announcer, messageOf(announcement, hint));
  } catch (error) {
    const { code, message } = faultFrom(error);
    const to = destination ? ` to ${destination.region}` : '';
    const what = `${outcome} of ${source.name}${to} could not be published`;
    throw new Error(`${what}: ${code}: ${message}`, { cause: error });
  }
}

/** Publishes a message, if there is a topic. Throws what the SDK throws: then it is not announced. */
export async function publish({ sns, topicArn }: Announcer, message: Message): Promise<void> {
  if (topicArn !== undefined) await notify(await sns(), topicArn, message);
}
