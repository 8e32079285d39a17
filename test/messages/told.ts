import type { Received } from '../../sim/publication.ts';
import { createStage, type Stage } from '../support/stage.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

/** Plays a scenario on a stage of its own, and hands message and stage to `use`. */
export async function withTold<T>(
  { name, options, play }: Scenario,
  use: (told: Received, stage: Stage) => T | Promise<T>,
): Promise<T> {
  const stage = createStage(options);
  await play(stage);
  const told = stage
    .inbox()
    .findLast(({ message }) => (message.reason?.code ?? message.outcome) === name);
  if (!told) throw new Error(`${name} was not told`);
  return await use(told, stage);
}

/** A scenario with the message that it leads to. */
export type Told = Scenario & Received;

/** Milliseconds to grant to playing every scenario on a busy machine; an idle one takes about two seconds. */
export const PLAYING_TIME = 60_000;

let played: Promise<readonly Told[]> | undefined;

/** Every scenario with its message. They are played once for each process, so that whoever asks gets the same. */
export function everyMessage(): Promise<readonly Told[]> {
  played ??= play();
  return played;
}

function play(): Promise<readonly Told[]> {
  const told = SCENARIOS.map((scenario) =>
    withTold(scenario, (received) => ({ ...scenario, ...received })),
  );
  return Promise.all(told);
}
