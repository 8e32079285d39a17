import type { Message } from './message.ts';

/** A message as text for people. Lines are short, so that it reads well on a phone. */
export function text(message: Message): string {
  const { source, destination, reason, attempts } = message;
  const facts: [string, string | undefined][] = [
    ['From', `${source.region}  ${source.name}`],
    ['To', destination && `${destination.region}  ${destination.name}`],
    ['Began', message.startedAt],
    [message.outcome === 'LATE' ? 'So far' : 'Took', duration(message.durationSeconds)],
    ['Copies made', attempts > 1 ? String(attempts) : undefined],
    ['Account', message.account],
  ];
  const lines = facts.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  const why = reason
    ? ['', 'Why', `${reason.code}: ${reason.message}`, '', 'What to do', reason.hint]
    : [];
  return [headline(message), '', ...lines, ...why, '', `Message ${message.id}`, ''].join('\n');
}

function headline({ outcome, source, destination }: Message): string {
  const where = destination ? ` in ${destination.region}` : '';
  switch (outcome) {
    case 'SUCCEEDED':
      return `Image ${source.name} is available${where}.`;
    case 'FAILED':
      return destination
        ? `Image ${source.name} could not be replicated to ${destination.region}.`
        : `Image ${source.name} is not replicated as its tags ask.`;
    case 'LATE':
      return `The copy of image ${source.name} to ${destination?.region} takes long. It is followed to its end.`;
    default:
      return outcome satisfies never;
  }
}

/** Seconds as people say them: `2 h 5 min`, `30 min 40 s`, `12 s`. */
export function duration(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}
