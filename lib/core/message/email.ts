/* A message as text for e-mail. */

import { describeCommand } from './aws-cli.ts';
import type { Message } from './message.ts';

/** A message as text for people: what, why, what to do, then the facts. */
export function text(message: Message): string {
  const { reason } = message;
  const paragraphs = [
    headline(message),
    ...(reason ? [`WHY\n${reason.code}: ${reason.message}`] : []),
    ...next(message),
    facts(message).join('\n'),
    `Message ${message.id}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

type Rollout = Extract<Message, { operation: 'rollout' }>;

function headline(message: Message): string {
  const { source, destination } = message;
  if (message.operation === 'rollout') return fleetHeadline(message);
  switch (message.outcome) {
    case 'SUCCEEDED':
      return `${message.destination.name} is available in ${message.destination.region}.`;
    case 'FAILED':
      if (message.operation === 'share')
        return `${message.destination.name} is available in ${message.destination.region}, and could not be shared.`;
      return destination
        ? `${source.name} could not be copied to ${destination.region}.`
        : `${source.name} could not be replicated as its tags say.`;
    case 'LATE':
      return message.reason
        ? `${source.name} has been waiting longer than usual to be copied to ${message.destination.region}.`
        : `The copy of ${source.name} to ${message.destination.region} is taking longer than usual.`;
    case 'RETIRING':
      return `${message.destination.name} in ${message.destination.region} will be deleted after ${clock(message.retireAt)}, unless you keep it.`;
    case 'RETIRED':
      return `${message.destination.name} in ${message.destination.region} was deleted, because its family has newer images there.`;
    default:
      return message satisfies never;
  }
}

function fleetHeadline({ outcome, fleet, source }: Rollout): string {
  return outcome === 'ROLLED_OUT'
    ? `The fleet ${fleet.name} in ${fleet.region} now uses ${fleet.image.name}.`
    : `The fleet ${fleet.name} in ${fleet.region} could not be updated to ${source.name}, the newest image of its family.`;
}

/** What to do. Every command stands alone, so that a tap on a phone selects it and nothing else. */
function next(message: Message): readonly string[] {
  const steps = message.reason?.hint.split('\n') ?? [];
  if (message.outcome === 'LATE' && !message.reason) {
    const { region, name } = message.destination;
    steps.push(
      'Nothing. The replicator follows the copy, and SUCCEEDED or FAILED will follow. To check it:',
    );
    steps.push(describeCommand(region, name));
  }
  if (message.outcome === 'ROLLED_OUT') steps.push(...message.hint.split('\n'));
  const [first, ...others] = steps;
  return first === undefined ? [] : [`WHAT TO DO\n${first}`, ...others];
}

function facts({ source, destination, outcome, ...message }: Message): readonly string[] {
  const lines: [string, string | undefined][] = [
    ['From', `${source.region} ${source.name}`],
    ['To', destination && `${destination.region} ${destination.name}`],
    ['Fleet', 'fleet' in message ? `${message.fleet.region} ${message.fleet.name}` : undefined],
    ['Started', message.startedAt && clock(message.startedAt)],
    [outcome === 'LATE' ? 'So far' : 'Took', duration(message.durationSeconds)],
    ['Copies made', (message.attempts ?? 0) > 1 ? String(message.attempts) : undefined],
    ['Account', message.account],
  ];
  return lines.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
}

/** `2026-11-23T08:30:00Z` as `2026-11-23 08:30 UTC`. */
export function clock(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
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
