/* The example messages in docs, from the scenarios of the tests. */

import { LATE_WAIT } from '../../test/messages/scenarios.ts';
import { everyMessage, type Told, withTold } from '../../test/messages/told.ts';

/** Every message as it is sent, by the code that sends it. */
export async function examples(): Promise<string> {
  const every = await everyMessage();
  const wait = await withTold(LATE_WAIT, (told) => ({ ...LATE_WAIT, ...told }));
  const after = every.findIndex(({ name }) => name === 'LATE') + 1;
  return every.toSpliced(after, 0, wait).map(example).join('\n\n');
}

function example({ name, when, subject, email, message }: Told): string {
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
function titleOf(name: string, { outcome }: Told['message']): string {
  return outcome === 'LATE' && name !== outcome ? `${outcome} ${name}` : name;
}

function html(text: string): string {
  return text.replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
