// A Lambda function between the replicator's topic and Amazon Q Developer in chat applications: turns each message into
// a custom notification (docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html) on the topic CHAT_TOPIC_ARN.
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const sns = new SNSClient();

export async function handler({ Records }) {
  for (const { Sns } of Records) {
    const { id, outcome, reason, source } = JSON.parse(Sns.Message);
    const why = reason && `*${reason.code}*: ${reason.message}\n\n${commandsAsCode(reason.hint)}`;
    const notification = {
      version: '1.0',
      source: 'custom',
      id,
      content: {
        textType: 'client-markdown',
        title: Sns.Subject,
        description: why ?? `${outcome}, built ${source.createdAt}`,
        keywords: [outcome, source.name],
      },
      metadata: { threadId: source.arn },
    };
    const Message = JSON.stringify(notification);
    await sns.send(new PublishCommand({ TopicArn: process.env.CHAT_TOPIC_ARN, Message }));
  }
}

function commandsAsCode(hint) {
  return hint.replaceAll(/^aws .*$/gm, '`$&`');
}
