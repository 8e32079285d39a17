/* The check whether anybody is subscribed to the announcements. */

import { paginateListSubscriptionsByTopic, type Subscription } from '@aws-sdk/client-sns';
import { attempt, type DeployedSession, type Line, ok, todo } from './line.ts';

const CHECK = 'subscriptions';

/** Whether somebody besides the stack's own functions gets the announcements. In place of an ARN, SNS says what waits for its confirmation, and what is deleted. */
export function checkSubscriptions({
  clients,
  deployed,
  observer,
}: DeployedSession): Promise<Line> {
  return attempt(CHECK, 'sns:ListSubscriptionsByTopic', async () => {
    const TopicArn = deployed.outputs.get('TopicArn') ?? '';
    const all: Subscription[] = [];
    for await (const page of paginateListSubscriptionsByTopic(
      { client: await clients.sns() },
      { TopicArn },
    )) {
      all.push(...(page.Subscriptions ?? []));
    }
    const found = all.filter((each) => !isOfStack(each, deployed.name));
    const waiting = found.filter(
      ({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation',
    );
    const confirmed = found.filter(({ SubscriptionArn }) =>
      SubscriptionArn?.startsWith('arn:'),
    ).length;
    if (waiting.length > 0) {
      const who = waiting.map(({ Endpoint = 'unknown' }) => Endpoint).join(', ');
      return todo(
        CHECK,
        `${confirmed} confirmed, ${waiting.length} not: ${who}`,
        'Open the message "Subscription Confirmation" there and confirm it. It ends after 48 hours; subscribe again then.',
      );
    }
    if (confirmed > 0) return ok(CHECK, `${confirmed} confirmed`);
    return todo(
      CHECK,
      'nobody receives the messages',
      `Subscribe:\naws sns subscribe --region ${observer.region} --topic-arn ${TopicArn} --protocol email --notification-endpoint ADDRESS`,
    );
  });
}

/** Whether one of the stack's functions is subscribed: those of retention and rollout act on new replicas. */
function isOfStack({ Endpoint = '' }: Subscription, stack: string): boolean {
  return [`${stack}-retire`, `${stack}-rollout`].some((name) =>
    Endpoint.endsWith(`:function:${name}`),
  );
}
