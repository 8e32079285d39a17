import { median, round } from '../numbers.ts';
import { SWEEP_MINUTES } from '../rig/live.ts';
import type { Plan, Section } from '../section.ts';
import { type Reaction, react } from './measure.ts';

interface Kind {
  readonly name: string;
  readonly events: boolean;
  readonly buildMinutes: number;
  /** Seconds to `CopyImage` at worst: a tick, or a sweep, and the call itself. */
  readonly limit: number;
}

const TICK = 61;
const SWEEP = SWEEP_MINUTES * 60 + 1;
const KINDS: readonly Kind[] = [
  { name: 'new image, with events', events: true, buildMinutes: 20, limit: TICK },
  { name: 'new image, sweep only', events: false, buildMinutes: 20, limit: SWEEP },
  { name: 'image tagged later, with events', events: true, buildMinutes: 0, limit: TICK },
  { name: 'image tagged later, sweep only', events: false, buildMinutes: 0, limit: SWEEP },
];

/** Simulated seconds until something is done about what has become true. */
export async function reaction({ quick, say }: Plan): Promise<Section> {
  // Primes, so that the moments fall on every part of a minute.
  const samples = quick ? 11 : 59;
  const measured = [];
  for (const kind of KINDS) {
    say(`reaction: ${kind.name}, ${samples} times`);
    measured.push({ ...kind, reactions: await sample(kind, samples) });
  }
  const worst = (reactions: readonly Reaction[], of: keyof Reaction) =>
    round(Math.max(...reactions.map((each) => each[of])));
  const middle = (reactions: readonly Reaction[], of: keyof Reaction) =>
    round(median(reactions.map((each) => each[of])));
  return {
    title: 'Reaction',
    goals: [
      ...measured.map(({ name, limit, reactions }) => ({
        what: `seconds to CopyImage at worst: ${name}`,
        limit,
        measured: worst(reactions, 'toCopy'),
      })),
      {
        what: 'seconds from the replica AVAILABLE to the message, at worst',
        limit: TICK,
        measured: Math.max(...measured.map(({ reactions }) => worst(reactions, 'toMessage'))),
      },
    ],
    tables: [
      {
        caption: `Simulated seconds from AVAILABLE to what follows, ${samples} times each, spread evenly over half an hour`,
        columns: [
          ...['', 'source to CopyImage, median', 'worst'],
          ...['replica to message, median', 'worst'],
        ],
        rows: measured.map(({ name, reactions }) => [
          name,
          middle(reactions, 'toCopy'),
          worst(reactions, 'toCopy'),
          middle(reactions, 'toMessage'),
          worst(reactions, 'toMessage'),
        ]),
      },
    ],
    plots: [],
  };
}

async function sample(
  { events, buildMinutes }: Kind,
  samples: number,
): Promise<readonly Reaction[]> {
  const reactions = [];
  for (let n = 0; n < samples; n += 1) {
    // Fractions of a minute, so that the end does not fall on a tick by chance.
    const copyMinutes = 40 + ((n * 0.382) % 1);
    reactions.push(await react({ events, phase: (n + 0.5) / samples, buildMinutes, copyMinutes }));
  }
  return reactions;
}
