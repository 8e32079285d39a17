import { everyMessage, type Told } from '../../test/messages/told.ts';

/** Every message as it is sent, by the code that sends it. */
export async function examples(): Promise<string> {
  return (await everyMessage()).map(example).join('\n\n');
}

function example({ name, when, subject, email, message }: Told): string {
  return [
    `<details><summary><code>${name}</code>: ${html(when)}</summary>`,
    '',
    `Subject: \`${subject}\``,
    '',
    '```text',
    email.trimEnd(),
    '```',
    '',
    '```json',
    JSON.stringify(message, null, 2),
    '```',
    '',
    '</details>',
  ].join('\n');
}

function html(text: string): string {
  return text.replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
