/* The example messages in docs, from the scenarios of the tests. */

import {
  type AnnouncedScenario,
  everyMessage,
  withMessage,
} from '../../test/messages/announced.ts';
import { LATE_WAIT } from '../../test/messages/scenarios.ts';

/** Every message as it is sent, by the code that sends it. */
export async function examples(): Promise<string> {
  const every = await everyMessage();
  const wait = await withMessage(LATE_WAIT, (received) => ({ ...LATE_WAIT, ...received }));
  const after = every.findIndex(({ name }) => name === 'LATE') + 1;
  return every.toSpliced(after, 0, wait).map(example).join('\n\n');
}

function example({ name, when, subject, email, message }: AnnouncedScenario): string {
  return [
    `<details><summary><code>${titleOf(name, message)}</code>: ${html(when)}</summary>`,
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

/** An example is named after its outcome or, of a failure, its code. */
function titleOf(name: string, { outcome }: AnnouncedScenario['message']): string {
  return outcome === 'LATE' && name !== outcome ? `${outcome} ${name}` : name;
}

function html(text: string): string {
  return text.replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
