/* The tables of what is assumed about AWS, on the simulator's page and others. */

import type { Fact } from '../../cli/conformance/facts/fact.ts';
import { FACTS } from '../../cli/conformance/facts/index.ts';
import { table } from './table.ts';

/** What the simulator assumes, and the options that show another answer. */
export function guessesTable(): string {
  return table(
    ['fact', 'what AWS leaves open', 'what the simulator assumes', 'another answer'],
    FACTS.flatMap(({ id, question, assumed, note, options = {}, source }) =>
      assumed === undefined
        ? []
        : [
            [
              `\`${id}\``,
              source === undefined ? question : `[${question}](${source})`,
              [assumed, note].filter(Boolean).join('. '),
              Object.entries(options)
                .map(([name, value]) => `\`${name}: ${value}\``)
                .join('<br>'),
            ],
          ],
    ),
  );
}

/** What the product copes with, how, and what can find out which answer is AWS's. */
export function foundationsTable(): string {
  return table(
    ['fact', 'what AWS leaves open', 'how any answer is handled', 'answered by'],
    FACTS.flatMap(({ id, question, handled, answered }) =>
      handled === undefined ? [] : [[`\`${id}\``, question, handled, probeOf(answered)]],
    ),
  );
}

/** What no probe finds out, and why. */
export function unansweredTable(): string {
  return table(
    ['fact', 'what AWS leaves open', 'why there is no probe'],
    FACTS.flatMap(({ id, question, answered }) =>
      answered.by === 'nothing' ? [[`\`${id}\``, question, answered.why]] : [],
    ),
  );
}

function probeOf(answered: Fact['answered']): string {
  switch (answered.by) {
    case 'reading':
      return '`conformance`';
    case 'writing':
      return '`conformance --write`';
    case 'nothing':
      return `no probe: it ${answered.why}`;
    default:
      return answered satisfies never;
  }
}
